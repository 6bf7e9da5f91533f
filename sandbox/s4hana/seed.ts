import { CATALOGUE } from '../catalogue.ts'
import type { Material, Work } from './books.ts'

const SERVICES: readonly string[] = ['V-SERVIS']

/** The materials of the shop. */
export function seedBooks(work: Work): void {
  for (const { code, name, isReduced } of CATALOGUE)
    enterMaterial(work, { code, name, isReduced, isService: SERVICES.includes(code) })
}

export const enterMaterial = (work: Work, material: Material): void => work.put('materials', material.code, material)
