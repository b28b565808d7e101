// The tables of words are closed with the first comment that is read, and unit tests share their modules: whichever file comes
// first, all tables are there.
import '../comments/signs/signs.ts'
