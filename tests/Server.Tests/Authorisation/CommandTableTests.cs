using System.Reflection;
using System.Runtime.CompilerServices;
using Haggle.Dialects.Native;
using Haggle.Server.Tests.Ground;
using Haggle.Testing;

namespace Haggle.Server.Tests.Authorisation;

public sealed class CommandTableOnSqlite(SqliteMarket market) : CommandTableTests(market);

public sealed class CommandTableOnPostgreSql(PostgreSqlMarket market) : CommandTableTests(market);

/// <summary>The table of <see cref="CommandTable"/>, tried out cell by cell on a running server.</summary>
public abstract class CommandTableTests(Market market)
{
    [Fact]
    public async Task Every_command_answers_everybody_as_the_table_says()
    {
        await market.OpenAsync();
        var wrong = new List<string>();
        foreach (var row in CommandTable.Rows)
        {
            var scene = await Scene.SetAsync(market);
            for (var column = 0; column < CommandTable.Columns.Count; column++)
            {
                var who = CommandTable.Columns[column];
                await using var socket = await NativeSocket.ConnectAsync(market.Address, await scene.Cast.TokenAsync(market, who));
                var answer = await AnswerAsync(socket, row.Command, row.Data(scene));
                if (answer != row.Expected(column))
                    wrong.Add($"{row.Command} as {who}: expected {row.Expected(column)}, got {answer}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [Fact]
    public async Task Whoever_brings_no_good_credential_is_closed_with_1008_before_a_word_is_said()
    {
        await market.OpenAsync();
        var cast = await Cast.CallAsync(market);
        foreach (var who in new[] { Who.Nobody, Who.Expired, Who.Revoked, Who.Backend })
        {
            var token = who == Who.Backend ? market.Key : await cast.TokenAsync(market, who);
            await using var socket = await NativeSocket.ConnectAsync(market.Address, token);
            Assert.Equal((1008, 0), (await socket.ClosedAsync(), socket.Frames.Count));
        }
    }

    [Fact]
    public async Task A_role_that_is_taken_away_is_gone_on_open_sockets_too()
    {
        await market.OpenAsync();
        var scene = await Scene.SetAsync(market);
        var moderator = scene.Cast.Moderator;
        await using var socket = await NativeSocket.ConnectAsync(market.Address, moderator.Person.AccessToken);
        var second = await market.Api.SendAsync(scene.Cast.Owner.Person, scene.Chat, "And the blue one?");
        Assert.Equal("ok", await AnswerAsync(socket, "message.delete", new { message_id = scene.Message }));
        (await market.CallAsync(HttpMethod.Put, $"/api/v1/people/{moderator.ExternalId}", new { role = "user" }, key: market.Key)).Expect();
        Assert.Equal("not_found", await AnswerAsync(socket, "message.delete", new { message_id = second.Id }));
    }

    [Fact]
    public void Every_command_has_a_row() => Assert.Equal(Known().Order(), CommandTable.Rows.Select(row => row.Command).Distinct().Order());

    private static async Task<string> AnswerAsync(NativeSocket socket, string command, object data)
    {
        if (!command.StartsWith("typing.", StringComparison.Ordinal))
            return (await socket.TryCommandAsync(command, data)) is { IsError: true } refused ? refused.Code! : "ok";
        // Typing is answered only when it is refused, and before the next command.
        await socket.SendTextAsync(System.Text.Json.JsonSerializer.Serialize(new { @event = command, data, id = "typing" }));
        await socket.CommandAsync("ping", new { });
        return socket.Frames.All.FirstOrDefault(frame => frame.Id == "typing")?.Code ?? "ok";
    }

    /// <summary>The words of every class that has commands. None is called, so none needs what it is made of.</summary>
    private static IEnumerable<string> Known()
    {
        var dialects = typeof(NativeDialect).Assembly;
        var feature = dialects.GetType("Haggle.Dialects.Native.Socket.ICommands", throwOnError: true)!;
        var all = feature.GetProperty("All", BindingFlags.Instance | BindingFlags.Public)!;
        return dialects.GetTypes().Where(type => type.IsClass && feature.IsAssignableFrom(type))
            .SelectMany(type => ((System.Collections.IEnumerable)all.GetValue(RuntimeHelpers.GetUninitializedObject(type))!).Cast<ITuple>())
            .Select(command => (string)command[0]!);
    }
}
