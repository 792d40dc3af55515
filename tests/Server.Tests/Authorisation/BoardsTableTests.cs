using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using Haggle.Server.Hosting;
using Haggle.Server.Settings;
using Haggle.Server.Tests.Ground;
using Haggle.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;

namespace Haggle.Server.Tests.Authorisation;

public sealed class BoardsTableTrustedOnSqlite(SqliteMarket market) : BoardsTableTests(market, isTrusted: true);

public sealed class BoardsTableTrustedOnPostgreSql(PostgreSqlMarket market) : BoardsTableTests(market, isTrusted: true);

public sealed class BoardsTableVerifiedOnSqlite(SqliteRealmMarket market) : BoardsTableTests(market, isTrusted: false);

public sealed class BoardsTableVerifiedOnPostgreSql(PostgreSqlRealmMarket market) : BoardsTableTests(market, isTrusted: false);

/// <summary>The table of <see cref="BoardsTable"/>, tried out cell by cell on a running server.</summary>
public abstract class BoardsTableTests(Market market, bool isTrusted)
{
    [Fact]
    public async Task Every_route_answers_everybody_as_the_table_says()
        => await CompareAsync(BoardsTable.Rows, async (row, scene, caller) =>
        {
            await scene.SayAsync();
            var claim = scene.ClaimOf(caller);
            var answer = await market.CallAsync(row.Method, row.Address(scene, claim), row.Body?.Invoke(scene, claim), scene.TokenOf(caller));
            return ((int)answer.Status).ToString(CultureInfo.InvariantCulture);
        });

    [Fact]
    public async Task Every_socket_answers_everybody_as_the_table_says()
        => await CompareAsync(BoardsTable.Sockets, async (row, scene, caller) =>
        {
            var claim = scene.ClaimOf(caller);
            var address = row.Address(scene, claim);
            (string, string)[] headers = scene.TokenOf(caller) is { } token ? [("Authorization", $"Bearer {token}")] : [];
            try
            {
                await using var socket = await JsonSocket.ConnectAsync(market.Address, address, headers);
                return row.Frame is { } frame ? await HearAsync(socket, frame(scene, claim), claim, row.IsTold) : "101";
            }
            catch (WebSocketException)
            {
                return (await JsonSocket.RefusedAsync(market.Address, address, headers)).ToString(CultureInfo.InvariantCulture);
            }
        });

    /// <summary>A route that nobody has thought of has no row.</summary>
    [Fact]
    public async Task Every_route_of_Boards_has_a_row()
    {
        using var folder = new TemporaryFolder();
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("HAGGLE_DATA", folder["data"]), new("DIALECTS", "boards")]).Build();
        await using var app = HaggleServer.Build(ServerSettings.Read(settings), []);
        var routes = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText?.StartsWith("/boards/", StringComparison.Ordinal) == true)
            .Where(route => route.RoutePattern.RawText is not ("/boards/docs" or "/boards/openapi.json")) // what is there to read is there for everybody
            .SelectMany(route => route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {route.RoutePattern.RawText}"));
        Assert.Equal(routes.Order(), BoardsTable.Rows.Concat(BoardsTable.Sockets).Select(row => row.Listed).Distinct().Order());
    }

    private async Task CompareAsync(IReadOnlyList<BoardsTable.Row> rows, Func<BoardsTable.Row, BoardsScene, BoardsCaller, Task<string>> tryAsync)
    {
        await market.OpenAsync();
        var wrong = new List<string>();
        foreach (var row in rows)
        {
            var scene = await BoardsScene.SetAsync(market);
            foreach (var caller in Enum.GetValues<BoardsCaller>())
            {
                var cell = await tryAsync(row, scene, caller);
                if (cell != row.Expected(isTrusted, caller))
                    wrong.Add($"{row.Route} as {caller}: expected {row.Expected(isTrusted, caller)}, got {cell}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    /// <summary>What comes back for this frame before the answer to a ping that follows; of a message the side it is told to be from.</summary>
    private static async Task<string> HearAsync(JsonSocket socket, object frame, BoardsClaim claim, bool isTold)
    {
        await socket.SayAsync(frame);
        if (isTold) // by whoever tells all of the thread, who may be later than the answer to a ping
            await socket.Frames.FirstAsync(heard => TypeOf(heard) is "message" or "error", "the message");
        await socket.SayAsync(new { type = "ping" });
        var pongs = JsonSerializer.SerializeToElement(frame).GetProperty("type").GetString() == "ping" ? 2 : 1;
        await socket.Frames.FirstAsync(heard => TypeOf(heard) == "pong" && --pongs == 0, "the last pong");
        var answers = socket.Frames.All.SkipLast(1).Where(heard => !IsOfTheOther(heard, claim)).ToList();
        return answers switch
        {
            [] => "101",
            [var one] when TypeOf(one) == "message" => one.GetProperty("sender_id").GetString() == claim.Id ? one.GetProperty("sender_type").GetString()! : "another's",
            [var one] => TypeOf(one),
            _ => $"{answers.Count} frames",
        };
    }

    /// <summary>What the caller before this one has left in the thread: it goes, and its typing ends.</summary>
    private static bool IsOfTheOther(JsonElement heard, BoardsClaim claim)
        => TypeOf(heard) is "typing" or "user_joined" or "user_left" && heard.GetProperty("sender_id").GetString() != claim.Id;

    private static string TypeOf(JsonElement frame) => frame.GetProperty("type").GetString()!;
}
