using Haggle.Dialects.Tests.Native;
using Haggle.Dialects.Tests.Transcripts;

namespace Haggle.Dialects.Tests.Boards;

public sealed class TranscriptsOnSqlite(SqliteServer server) : TranscriptTests(server);

public sealed class TranscriptsOnPostgreSql(PostgreSqlServer server) : TranscriptTests(server);

/// <summary>Every recorded exchange of this wire, byte for byte.</summary>
public abstract class TranscriptTests(NativeServer server)
{
    public static TheoryData<string> Recorded => Transcript.Of("boards");

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task The_server_says_what_was_recorded(string file)
    {
        await server.ReadyAsync();
        await using var transcript = new Transcript(server.Address, BoardsRoutes.Door);
        await transcript.PlayAsync("boards", file);
    }
}
