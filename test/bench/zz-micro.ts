import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { withBridge } from './bridge.ts'
const N=200
await withBridge(['max_wal_size=8GB'], async ({runtime})=>{
  const sql = runtime.handle.sql
  const events=[];for(let i=0;i<28;i++)events.push({id:randomBytes(12).toString('hex'),type:'order.updated',entity_type:'order',entity_id:100000+i*7,increment_id:String(100000+i*7).padStart(9,'0')})
  const body=Buffer.from(JSON.stringify({events}).padEnd(4096,' '))
  let k=0
  const now=new Date().toISOString()
  const group=()=>Array.from({length:N},()=>({store:'main',source:'module',key:`module:${k++}-${Math.random()}`,type:'events',body}))
  type G=ReturnType<typeof group>
  const of=(g:G,f:(d:G[0])=>string)=>g.map(f)
  const variants:Record<string,(g:G)=>Promise<unknown>>={
    'A concat bytea': async g=>{ let at=1; const starts=g.map(d=>{const s=at;at+=d.body.length;return s})
      await sql`insert into inbox (store, source, dedupe_key, entity, entity_key, event_type, body, received_at, due_at)
    select d.store, d.source, d.key, 'delivery', '', d.type, substring(${Buffer.concat(g.map(({ body }) => body))}::bytea from d.start for d.size), ${now}, ${now}
    from unnest(${of(g,d => d.store)}::text[], ${of(g,d => d.source)}::text[], ${of(g,d => d.key)}::text[], ${of(g,d => d.type)}::text[],${starts}::int[], ${g.map(({ body }) => body.length)}::int[]) as d(store, source, key, type, start, size)
    on conflict (store, dedupe_key) do nothing`},
    'C text[] base64': async g=>{ await sql`insert into inbox (store, source, dedupe_key, entity, entity_key, event_type, body, received_at, due_at)
    select d.store, d.source, d.key, 'delivery', '', d.type, decode(d.body,'base64'), ${now}, ${now}
    from unnest(${of(g,d => d.store)}::text[], ${of(g,d => d.source)}::text[], ${of(g,d => d.key)}::text[], ${of(g,d => d.type)}::text[],${of(g,d=>d.body.toString('base64'))}::text[]) as d(store, source, key, type, body)
    on conflict (store, dedupe_key) do nothing`},
    'C2 handmade text[] base64': async g=>{ await sql`insert into inbox (store, source, dedupe_key, entity, entity_key, event_type, body, received_at, due_at)
    select d.store, d.source, d.key, 'delivery', '', d.type, decode(d.body,'base64'), ${now}, ${now}
    from unnest(${of(g,d => d.store)}::text[], ${of(g,d => d.source)}::text[], ${of(g,d => d.key)}::text[], ${of(g,d => d.type)}::text[],string_to_array(${of(g,d=>d.body.toString('base64')).join(',')}::text, ',')) as d(store, source, key, type, body)
    on conflict (store, dedupe_key) do nothing`},
    'H multi values hex': async g=>{ await sql`insert into inbox ${sql(g.map(d=>({store:d.store,source:d.source,dedupe_key:d.key,entity:'delivery',entity_key:'',event_type:d.type,body:d.body,received_at:now,due_at:now})) as never)} on conflict (store, dedupe_key) do nothing`},
    'J concat bytea as hex string': async g=>{ let at=1; const starts=g.map(d=>{const s=at;at+=d.body.length;return s})
      const all='\\x'+Buffer.concat(g.map(({ body }) => body)).toString('hex')
      await sql`insert into inbox (store, source, dedupe_key, entity, entity_key, event_type, body, received_at, due_at)
    select d.store, d.source, d.key, 'delivery', '', d.type, substring(a.all from d.start for d.size), ${now}, ${now}
    from (select ${all}::text::bytea as all offset 0) a, unnest(${of(g,d => d.store)}::text[], ${of(g,d => d.source)}::text[], ${of(g,d => d.key)}::text[], ${of(g,d => d.type)}::text[],${starts}::int[], ${g.map(({ body }) => body.length)}::int[]) as d(store, source, key, type, start, size)
    on conflict (store, dedupe_key) do nothing`},
    'K small bodies (8 bytes)': async g=>{ for (const d of g) d.body=Buffer.from('12345678'); await variants['A concat bytea']!(g)},
  }
  const best=new Map<string,number[]>()
  for(let r=0;r<4;r++) for(const [name,run] of Object.entries(variants)){
    await sql`truncate inbox`
    const cpu=process.cpuUsage(); const t=performance.now()
    let left=30
    await Promise.all([0,1].map(async()=>{while(left-->0) await run(group())}))
    const ms=performance.now()-t; const c=process.cpuUsage(cpu)
    const e=best.get(name)??[]; e.push(30*N/ms*1000); best.set(name,e)
    if(r===3) console.log(name.padEnd(32), 'rows/s', e.map(x=>Math.round(x)).join(' '), ' own cpu us/row', ((c.user+c.system)/(30*N)).toFixed(1))
  }
})
