import { expect, it } from 'vitest'
import { parseStat, threadTimesLine } from './native-threads.ts'

it('reads the time of a thread, whatever its name', () => {
  // proc(5): pid (comm) state ppid pgrp session tty_nr tpgid flags minflt cminflt majflt cmajflt utime stime ...
  const stat = '42 (Merge (x) 1) S 1 42 42 0 -1 4194560 10 0 0 0 250 50 0 0 20 0 1 0 100'
  expect(parseStat(stat)).toEqual({ name: 'Merge (x) 1', cpu_s: 3 })
})

it('says which threads took how much between two readings', () => {
  expect(threadTimesLine({ node: 1, gone: 5 }, { node: 3, MergeMutate: 1, idle: 0.01 }, 4)).toBe(
    'node 50 %, MergeMutate 25 %',
  )
})
