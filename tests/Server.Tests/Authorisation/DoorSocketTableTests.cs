using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using Haggle.Server.Tests.Ground;
using Haggle.Testing;

namespace Haggle.Server.Tests.Authorisation;

public sealed class DoorSocketTableOnSqlite(SqliteMarket market) : DoorSocketTableTests(market);

public sealed class DoorSocketTableOnPostgreSql(PostgreSqlMarket market) : DoorSocketTableTests(market);

public sealed class DoorSocketTableVerifiedOnSqlite(VerifiedSqliteMarket market) : DoorSocketTableTests(market);

public sealed class DoorSocketTableVerifiedOnPostgreSql(VerifiedPostgreSqlMarket market) : DoorSocketTableTests(market);

/// <summary>The table of <see cref="DoorSocketTable"/>, where people's word is taken and where it is not, tried out cell by cell on a running server.</summary>
public abstract class DoorSocketTableTests(Market market)
{
    [Fact]
    public async Task Every_socket_and_frame_answers_everybody_as_the_table_says()
    {
        await market.OpenAsync();
        var wrong = new List<string>();
        foreach (var row in DoorSocketTable.Rows)
        {
            var scene = await Scene.SetAsync(market);
            foreach (var who in Enum.GetValues<Who>())
            {
                scene.Caller = who;
                var (answer, expected) = (await AnswerAsync(row, scene, await scene.Cast.TokenAsync(market, who)), row.Expected(who, market.IsVerified));
                if (answer != expected)
                    wrong.Add($"{row.Path} {row.Frame} as {who}: expected {expected}, got {answer}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    private async Task<string> AnswerAsync(DoorSocketTable.Row row, Scene scene, string? token)
    {
        var (path, isWindi) = (Fill(row.Path), row.Path.StartsWith("/windi/", StringComparison.Ordinal));
        (string, string)[] headers = scene.Caller == Who.Backend ? [("X-Api-Key", market.Key)] : isWindi && token is not null ? [("Authorization", $"Bearer {token}")] : [];
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
            await socket.SendTextAsync(Fill(row.Frame));
            if (!isWindi) // where not every frame is answered, but all are taken in their order, and this one always is
                await socket.SendTextAsync("""{"type": "ping", "data": {"timestamp": "the end"}}""");
            await socket.Frames.FirstAsync(frame => IsLast(frame, isWindi), $"the answer to {row.Frame}");
            return socket.Frames.All.Any(frame => TypeOf(frame) == "error") ? "error" : "ok";
        }

        string Fill(string text) => scene.Fill(text).Replace("{token}", token ?? "", StringComparison.Ordinal);
    }

    private static bool IsLast(JsonElement frame, bool isWindi) => isWindi
        ? frame.GetProperty("client_message_id").ValueKind == JsonValueKind.String
        : TypeOf(frame) == "pong" && frame.GetProperty("data").GetProperty("timestamp").ValueKind == JsonValueKind.String;

    private static string? TypeOf(JsonElement frame) => frame.TryGetProperty("type", out var type) ? type.GetString() : null;
}
