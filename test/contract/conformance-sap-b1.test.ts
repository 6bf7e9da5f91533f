import { testConformance } from './conformance-run.ts'
import { sapB1Harness } from './conformance-sap-b1.ts'

testConformance('sap-b1', sapB1Harness)
