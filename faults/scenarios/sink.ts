// ClickHouse away, slow, or not doing what it says.
import type { ClusterScenario, ClusterStage } from '../scenario.ts'
import type { SinkWeather } from '../world/sink-proxy.ts'
import { TWO } from './members.ts'

/** A stretch of weather, under which the glass is right all the same, and the tables right after it. */
async function under(weather: SinkWeather, stage: ClusterStage, least_ms: number): Promise<void> {
  stage.sink.weather = weather
  await stage.pause(least_ms, least_ms + 2_000)
  await stage.right()
  stage.sink.weather = 'well'
}

/** The weather comes and goes; it must have met inserts, or nothing was tried. */
async function spells(weather: SinkWeather, stage: ClusterStage): Promise<void> {
  const before = stage.sink.met()
  for (let spell = 0; spell < 3; spell++) {
    await under(weather, stage, 4_000)
    await stage.pause(500, 2_000)
  }
  await stage.sink.strayed()
  if (weather !== 'slow' && stage.sink.met() === before) throw new Error(`no insert met ${weather}`)
}

const spell = (weather: SinkWeather, name: string, breaks: string, seed: number): ClusterScenario => ({
  name,
  breaks,
  seed,
  members: TWO,
  glass_s: 10,
  run: (stage) => spells(weather, stage),
})

export const sink: readonly ClusterScenario[] = [
  {
    name: 'sink-away',
    breaks: 'ClickHouse away for two minutes',
    seed: 201,
    members: TWO,
    glass_s: 10,
    async run(stage) {
      stage.sink.weather = 'away'
      for (let minute = 0; minute < 2; minute++) {
        await stage.pause(55_000, 58_000)
        // The glass does not wait for the record.
        await stage.right()
      }
      stage.sink.weather = 'well'
      await stage.right()
    },
  },
  spell('slow', 'sink-slow', 'every request to ClickHouse takes 1.5 s more', 202),
  spell('fails_after_writing', 'sink-500-after-writing', 'inserts answered 500 when their rows are in the table', 203),
  spell('tears', 'sink-torn-inserts', 'connections that end in the middle of an insert’s rows', 204),
  spell('strays', 'sink-strays', 'inserts that break off and are written seconds later, after newer rows', 205),
  {
    name: 'sink-half-open',
    breaks: 'ClickHouse takes requests and never answers, as behind a pulled cable',
    seed: 206,
    members: TWO,
    glass_s: 10,
    run: (stage) => under('silent', stage, 10_000),
  },
]
