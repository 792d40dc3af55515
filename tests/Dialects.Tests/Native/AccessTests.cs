using Haggle.Testing;

namespace Haggle.Dialects.Tests.Native;

public sealed class AccessOnSqlite(SqliteServer server) : AccessTests(server);

public sealed class AccessOnPostgreSql(PostgreSqlServer server) : AccessTests(server);

/// <summary>Every route of the description against everybody who may not use it.</summary>
public abstract class AccessTests(NativeServer server) : NativeRoutes(server)
{
    [Fact]
    public async Task Nobody_and_nobody_with_a_bad_token_gets_past_any_door()
    {
        var olga = await OlgaAsync();
        var hour = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds();
        (await Wire.GetAsync("/users/me", olga.With(Server, "exp", hour))).Is(200); // what we forge is good but for what we change
        NativePerson?[] strangers =
        [
            null,
            olga with { AccessToken = "" },
            olga with { AccessToken = "garbage" },
            olga with { AccessToken = olga.RefreshToken },
            olga with { AccessToken = olga.AccessToken[..^4] + "AAAA" },
            olga.With(Server, "exp", DateTimeOffset.UtcNow.AddMinutes(-10).ToUnixTimeSeconds()),
            olga.With(Server, "sid", 999_999_999),
        ];
        foreach (var operation in Server.Description.Operations.Where(operation => operation.Needs("bearer")))
            foreach (var stranger in strangers)
            {
                // With a body that is no JSON: who is calling is asked before what is wanted.
                var body = operation.Json.TryGetProperty("requestBody", out _) ? "{" : null;
                var answer = await Wire.CallAsync(operation.Method, Fill(operation.Path, chat: 1, message: 1, person: 1), stranger, body);
                answer.Is(401, "unauthorized");
                Assert.Equal("Bearer", Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
            }
    }

    [Fact]
    public async Task Routes_of_the_backend_open_with_its_key_alone()
    {
        var olga = await OlgaAsync();
        var doors = Server.Description.Operations.Where(operation => operation.Needs("serverKey")).ToList();
        Assert.NotEmpty(doors);
        foreach (var operation in doors)
        {
            (await Wire.CallAsync(operation.Method, Fill(operation.Path, 1, 1, 1), olga, operation.Example)).Is(401, "unauthorized");
            (await Wire.CallAsync(operation.Method, Fill(operation.Path, 1, 1, 1), null, operation.Example, ("X-Api-Key", Server.ServerKey[..^1] + "?"))).Is(401, "unauthorized");
        }
    }

    [Fact]
    public async Task A_chat_or_message_of_others_is_not_there_whatever_one_wants_of_it()
    {
        var (olga, ivan, group) = await GroupAsync();
        var said = await SayAsync(olga, group);
        var stranger = await AnnaAsync();
        var doors = Server.Description.Operations
            .Where(operation => operation.Path.Contains("{chat_id}", StringComparison.Ordinal) || operation.Path.Contains("{message_id}", StringComparison.Ordinal)).ToList();
        Assert.True(doors.Count > 20);
        foreach (var operation in doors)
            (await Wire.CallAsync(operation.Method, Fill(operation.Path, group, said, ivan.Id), stranger, operation.Example)).Is(404, "not_found");
        (await Wire.PostAsync("/messages", stranger, new { chat_id = group, content = "Let me in" })).Is(404, "not_found");
        Assert.Equal(1, (await Wire.GetAsync($"/chats/{group}", olga))["last_seq"].GetInt64());
    }

    [Fact]
    public async Task Where_there_is_no_route_or_no_such_method_the_answer_has_the_form_of_all_refusals()
    {
        var olga = await OlgaAsync();
        (await Wire.GetAsync("/nothing", olga)).Is(404, "not_found");
        (await Wire.PostAsync("/attachments", olga, new { })).Is(404, "not_found");
        (await Wire.GetAsync("/scheduled", olga)).Is(404, "not_found");
        (await Wire.PutAsync("/chats", olga, new { })).Is(405, "method_not_allowed");
        (await Wire.DeleteAsync("/messages", olga)).Is(405, "method_not_allowed");
    }

    [Fact]
    public async Task A_body_that_is_no_JSON_by_its_own_word_is_refused()
    {
        using var form = new FormUrlEncodedContent([new("user_id", "7")]);
        (await Wire.PostAsync("/chats/direct", await OlgaAsync(), form)).Is(415, "unsupported_media");
    }

    /// <summary>The path without its prefix, with its blanks filled.</summary>
    internal static string Fill(string path, long chat, long message, long person) => path["/api/v1".Length..]
        .Replace("{chat_id}", $"{chat}", StringComparison.Ordinal)
        .Replace("{message_id}", $"{message}", StringComparison.Ordinal)
        .Replace("{user_id}", $"{person}", StringComparison.Ordinal)
        .Replace("{emoji}", Uri.EscapeDataString("👍"), StringComparison.Ordinal)
        .Replace("{session_id}", "999999999", StringComparison.Ordinal)
        .Replace("{tag}", "nobody_has_this", StringComparison.Ordinal)
        .Replace("{external_id}", "x-17", StringComparison.Ordinal);
}
