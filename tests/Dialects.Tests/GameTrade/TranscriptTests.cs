using System.Globalization;
using System.Net;
using Haggle.Dialects.Tests.Transcripts;

namespace Haggle.Dialects.Tests.GameTrade;

public sealed class TranscriptsOnSqlite(SqliteDeals server) : TranscriptTests(server);

public sealed class TranscriptsOnPostgreSql(PostgreSqlDeals server) : TranscriptTests(server);

/// <summary>Every recorded exchange of this wire, byte for byte. The marketplace signs these people in.</summary>
public abstract class TranscriptTests(DealServer server) : GameTradeRoutes(server)
{
    public static TheoryData<string> Recorded => Transcript.Of("gametrade");

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task The_server_says_what_was_recorded(string file)
    {
        await using var transcript = new Transcript(Address, Door);
        transcript.Know("system", Uri.EscapeDataString(DealServer.SystemToken));
        foreach (var name in new[] { "anna", "ivan", "boris" })
            Meet(name, Trader());
        Meet("maria", Trader("user", "moderator"));
        Meet("vera", Trader("admin"));
        var (rita, dina) = (Trader("admin"), Trader());
        Auth.Doubt(rita.Token, HttpStatusCode.Unauthorized);
        Auth.Doubt(dina.Token, HttpStatusCode.Forbidden);
        Meet("rita", rita);
        Meet("dina", dina);
        await transcript.PlayAsync("gametrade", file);

        void Meet(string name, Trader trader)
        {
            transcript.Know(name, trader.Id.ToString(CultureInfo.InvariantCulture));
            transcript.Know($"{name}.token", trader.Token);
        }
    }
}
