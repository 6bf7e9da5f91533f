import { httpFlowHarness } from './conformance-http-flow.ts'
import { testConformance } from './conformance-run.ts'

testConformance('http-flow', httpFlowHarness)
