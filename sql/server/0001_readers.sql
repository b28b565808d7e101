-- On a server alone: who may read. The embedded engine has one user, and a sandbox of its own (store/sandbox.ts).
-- {database} is the database's name: several of one server keep apart. Give people the role, each with a user of their own:
--   CREATE USER mira IDENTIFIED BY '...' DEFAULT ROLE cartbeat_reader

-- Bounds have a least value too, since 0 means none. readonly = 2 lets a tool set what it needs, within these.
CREATE SETTINGS PROFILE IF NOT EXISTS {database}_reader SETTINGS
    readonly = 2,
    max_execution_time = 10 MIN 1 MAX 10,
    max_memory_usage = 1073741824 MIN 1 MAX 1073741824,
    max_result_bytes = 268435456 MIN 1 MAX 268435456,
    result_overflow_mode = 'throw',
    timeout_overflow_mode = 'throw';

CREATE ROLE IF NOT EXISTS {database}_reader SETTINGS PROFILE '{database}_reader';

-- The views read the tables as whoever asks, so both are granted. Nothing else is: no files, no network, no other database.
GRANT SELECT ON {database}.* TO {database}_reader;
