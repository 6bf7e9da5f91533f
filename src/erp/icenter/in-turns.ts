/** As many calls at once as iCenter bears (contract §2); how many of them go out is limited over all processes besides. */
const AT_ONCE = 3

/** Reads one thing after the other, a few at once. @returns all that came of it, in the order of the inputs. */
export async function inTurns<In, Out>(
  inputs: readonly In[],
  work: (input: In) => Promise<readonly Out[]>,
): Promise<Out[]> {
  const done: Out[] = []
  for (let start = 0; start < inputs.length; start += AT_ONCE) {
    const some = await Promise.all(inputs.slice(start, start + AT_ONCE).map(work))
    done.push(...some.flat())
  }
  return done
}
