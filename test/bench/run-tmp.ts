import { benchIngest } from './ingest-tmp.ts'
await benchIngest(console.log)
