import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Projects begin in the order in which the settings list them. Vitest goes by their names: then the longest files would come last,
 * and one worker would be busy for minutes with the last of them while the others idle.
 */
export class AsListed extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const names = this.ctx.projects.map(({ name }) => name)
    return sorted.toSorted((one, other) => names.indexOf(one.project.name) - names.indexOf(other.project.name))
  }
}
