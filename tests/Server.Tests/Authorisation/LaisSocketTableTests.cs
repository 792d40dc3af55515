using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using Haggle.Server.Tests.Ground;
using Haggle.Testing;

namespace Haggle.Server.Tests.Authorisation;

public sealed class LaisSocketTableOnSqlite(SqliteMarket market) : LaisSocketTableTests(market);

public sealed class LaisSocketTableOnPostgreSql(PostgreSqlMarket market) : LaisSocketTableTests(market);

public sealed class LaisSocketTableVerifiedOnSqlite(VerifiedSqliteMarket market) : LaisSocketTableTests(market);

public sealed class LaisSocketTableVerifiedOnPostgreSql(VerifiedPostgreSqlMarket market) : LaisSocketTableTests(market);

/// <summary>The table of <see cref="LaisSocketTable"/>, where people's word is taken and where it is not, tried out cell by cell on a running server.</summary>
public abstract class LaisSocketTableTests(Market market)
{
    [Fact]
    public async Task Every_socket_of_Lais_answers_everybody_as_the_table_says()
    {
        await market.OpenAsync();
        var wrong = new List<string>();
        foreach (var row in LaisSocketTable.Rows)
        {
            var scene = await Scene.SetAsync(market);
            foreach (var who in Enum.GetValues<Who>())
            {
                scene.Caller = who;
                var answer = await AnswerAsync(row, scene, await HeadersAsync(scene, who));
                if (answer != row.Expected(who, market.IsVerified))
                    wrong.Add($"{row.Path} {row.Frame} as {who}: expected {row.Expected(who, market.IsVerified)}, got {answer}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    private async Task<(string Name, string Value)[]> HeadersAsync(Scene scene, Who who)
        => who == Who.Backend ? [("X-Api-Key", market.Key)]
            : await scene.Cast.TokenAsync(market, who) is { } token ? [("Authorization", $"Bearer {token}")]
            : [];

    private async Task<string> AnswerAsync(LaisSocketTable.Row row, Scene scene, (string Name, string Value)[] headers)
    {
        var path = scene.Fill($"/lais/api/chat/{row.Path}");
        JsonSocket socket;
        try
        {
            socket = await JsonSocket.ConnectAsync(market.Address, path, headers);
        }
        catch (WebSocketException)
        {
            return (await JsonSocket.RefusedAsync(market.Address, path, headers)).ToString(CultureInfo.InvariantCulture);
        }

        await using (socket)
        {
            try
            {
                if (row.Frame is { } frame)
                    await SayAsync(socket, frame);
            }
            catch (Exception over) when (over is WebSocketException or InvalidOperationException)
            {
                // closed, which is looked at next
            }
            if (socket.Frames.Count == 0)
                return (await socket.ClosedAsync())?.ToString(CultureInfo.InvariantCulture) ?? "broken";
            return socket.Frames.All.Select(Code).FirstOrDefault(code => code is not null and not "bad_json") ?? "ok";
        }
    }

    private static async Task SayAsync(JsonSocket socket, string frame)
    {
        await socket.SendTextAsync(frame);
        await socket.SendTextAsync("no JSON"); // typing and reading are answered only when they are refused, and before this
        var isAnswered = frame.Contains("message_text", StringComparison.Ordinal);
        await socket.Frames.FirstAsync(said => Type(said) is "pong" or "message" || (Code(said) is { } code && (code == "bad_json") != isAnswered), "an answer");
    }

    private static string? Type(JsonElement said) => said.GetProperty("type").GetString();

    private static string? Code(JsonElement said) => Type(said) == "error" ? said.GetProperty("code").GetString() : null;
}
