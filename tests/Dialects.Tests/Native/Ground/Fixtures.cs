using Haggle.Dialects.Tests.Native;

// Two servers for all tests: starting one takes longer than most tests.
[assembly: AssemblyFixture(typeof(SqliteServer))]
[assembly: AssemblyFixture(typeof(PostgreSqlServer))]
[assembly: AssemblyFixture(typeof(VerifiedServer))]
