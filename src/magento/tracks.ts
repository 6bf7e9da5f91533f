import { z } from 'zod'
import type { TrackInput } from './contract.ts'
import type { Rest } from './rest.ts'

/** Tracking numbers of shipments that are there already; the companion module has no route of its own for them. */

const shipmentSchema = z.object({ tracks: z.array(z.object({ track_number: z.string().nullish() })).nullish() })

export async function readTracks(rest: Rest, shipmentId: number): Promise<string[]> {
  const query = `fields=${encodeURIComponent('tracks[track_number]')}`
  const shipment = await rest.call({ method: 'GET', path: `/V1/shipment/${shipmentId}`, query }, shipmentSchema)
  return (shipment.tracks ?? []).flatMap(track => track.track_number ?? [])
}

/** Looked up before it is added: Magento saves whatever comes (recording shipment-track-add). */
export async function addTrack(rest: Rest, input: TrackInput): Promise<{ readonly created: boolean }> {
  if ((await readTracks(rest, input.shipmentId)).includes(input.number)) return { created: false }
  const entity = {
    order_id: input.orderId,
    parent_id: input.shipmentId,
    track_number: input.number,
    title: input.title,
    carrier_code: input.carrierCode,
  }
  await rest.call({ method: 'POST', path: '/V1/shipment/track', body: { entity } }, z.unknown())
  return { created: true }
}
