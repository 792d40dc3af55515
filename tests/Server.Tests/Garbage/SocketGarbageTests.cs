using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Haggle.Server.Tests.Authorisation;
using Haggle.Server.Tests.Ground;
using Haggle.Testing;

namespace Haggle.Server.Tests.Garbage;

public sealed class SocketGarbageOnSqlite(SqliteMarket market) : SocketGarbageTests(market);

public sealed class SocketGarbageOnPostgreSql(PostgreSqlMarket market) : SocketGarbageTests(market);

/// <summary>Whatever a client sends: an error that says what is wrong or the documented close, never a fault of ours, and the server goes on.</summary>
public abstract class SocketGarbageTests(Market market)
{
    private const int Frames = 5_000;
    private const int AtOnce = 50;
    private const int LongestFrame = 256 * 1024;

    /// <summary>Source: docs/protocol.md, "Frames". All but <c>internal</c>, and those that only other states bring.</summary>
    private static readonly string[] Documented =
    [
        "bad_frame", "unknown_event", "invalid", "too_large", "rate_limited", "slow_mode", "not_found", "forbidden", "blocked", "read_only", "unauthorized",
        "conflict", "chat_closed", "edit_window_over", "pin_limit", "reaction_limit",
    ];

    [Fact]
    public async Task Thousands_of_good_frames_gone_bad_get_an_error_each_and_do_no_harm()
    {
        await market.OpenAsync();
        var seed = Random.Shared.Next(1_000_000);
        var mutations = new Mutations(seed);
        var scene = await Scene.SetAsync(market);
        var good = CommandTable.Rows.Select(row => JsonSerializer.Serialize(new { @event = row.Command, data = row.Data(scene), id = "g" })).ToList();
        for (var sent = 0; sent < Frames;)
        {
            await using var socket = await NativeSocket.ConnectAsync(market.Address, (await market.SignInAsync(scene.Cast.Member.ExternalId)).AccessToken);
            await socket.StartSessionAsync();
            var (noJson, tooLong) = (0, false);
            while (sent < Frames && !tooLong)
            {
                for (var one = 0; one < AtOnce && !tooLong; one++, sent++)
                {
                    var frame = mutations.Next(500) == 0 ? mutations.Noise(LongestFrame + 1) : mutations.Spoil(mutations.Choose(good));
                    var isBinary = mutations.Next(50) == 0;
                    tooLong = frame.Length > LongestFrame;
                    noJson += !tooLong && (isBinary || !IsObject(frame)) ? 1 : 0;
                    await socket.SendFrameAsync(frame, isBinary ? WebSocketMessageType.Binary : WebSocketMessageType.Text);
                }

                if (!tooLong)
                    await socket.CommandAsync("ping", new { }); // by now all of them are answered
            }

            if (tooLong)
                Assert.True(await socket.ClosedAsync() == 1009, $"Seed {seed}: a frame of more than {LongestFrame} bytes");
            var errors = socket.Frames.All.Where(frame => frame.IsError).ToList();
            var undocumented = errors.Where(error => !Documented.Contains(error.Code)).ToList();
            Assert.True(undocumented.Count == 0, $"Seed {seed}: {string.Join(Environment.NewLine, undocumented)}");
            Assert.True(errors.Count(error => error.Code == "bad_frame") >= noJson, $"Seed {seed}: of {noJson} frames that are no JSON object some were not answered");
        }

        await AssertServesAsync(scene, seed);
    }

    [Fact]
    public async Task A_position_that_is_none_is_the_clients_mistake()
    {
        await market.OpenAsync();
        var scene = await Scene.SetAsync(market);
        await using var socket = await NativeSocket.ConnectAsync(market.Address, scene.Cast.Member.Person.AccessToken);
        Assert.Equal("invalid", (await socket.TryCommandAsync("session.start", new { chats = new long[]?[] { null } })).Code);
    }

    [Fact]
    public async Task Noise_instead_of_frames_ends_the_connection_and_nothing_else()
    {
        await market.OpenAsync();
        var seed = Random.Shared.Next(1_000_000);
        var mutations = new Mutations(seed);
        var scene = await Scene.SetAsync(market);
        var token = (await market.SignInAsync(scene.Cast.Member.ExternalId)).AccessToken;
        for (var time = 0; time < 100; time++)
        {
            using var plug = new TcpClient();
            await plug.ConnectAsync(market.Address.Host, market.Address.Port);
            var stream = plug.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"GET /ws?token={token} HTTP/1.1\r\nHost: {market.Address.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {Convert.ToBase64String(RandomNumberGenerator.GetBytes(16))}\r\n\r\n"));
            try
            {
                await stream.WriteAsync(mutations.Noise(mutations.Next(4_000) + 1));
                plug.Client.Shutdown(SocketShutdown.Send);
                await stream.CopyToAsync(Stream.Null).WaitAsync(Patience.Limit); // the server ends it
            }
            catch (IOException)
            {
                // it has cut us off already
            }
        }

        await AssertServesAsync(scene, seed);
    }

    private async Task AssertServesAsync(Scene scene, int seed)
    {
        await market.Api.SendAsync(scene.Cast.Owner.Person, scene.Chat, "All is well");
        await using var socket = await NativeSocket.ConnectAsync(market.Address, (await market.SignInAsync(scene.Cast.Member.ExternalId)).AccessToken);
        await socket.StartSessionAsync([]);
        var faults = market.Output.All.Where(line => line.Contains(" fail: ", StringComparison.Ordinal) || line.Contains(" crit: ", StringComparison.Ordinal)).ToList();
        Assert.True(faults.Count == 0, $"Seed {seed}: {string.Join(Environment.NewLine, faults)}");
    }

    private static bool IsObject(byte[] frame)
    {
        try
        {
            return JsonElement.Parse(frame).ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
