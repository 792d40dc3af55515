namespace Haggle.Dialects.Tests.Native;

public sealed class IdempotencyOnSqlite(SqliteServer server) : IdempotencyTests(server);

public sealed class IdempotencyOnPostgreSql(PostgreSqlServer server) : IdempotencyTests(server);

public abstract class IdempotencyTests(NativeServer server) : NativeRoutes(server)
{
    [Fact]
    public async Task The_same_request_with_the_same_key_is_done_once_and_answered_alike()
    {
        var olga = await OlgaAsync();
        var first = (await Wire.CallAsync(HttpMethod.Post, "/chats/group", olga, new { title = "Cyclists" }, ("Idempotency-Key", "g-1"))).Is(201);
        var again = (await Wire.CallAsync(HttpMethod.Post, "/chats/group", olga, """  { "title" : "Cyclists" } """, ("Idempotency-Key", "g-1"))).Is(201);
        Assert.Equal(first.Body.GetRawText(), again.Body.GetRawText());
        Assert.Equal(["true"], again.Headers.GetValues("Idempotency-Replayed"));
        Assert.Single((await Wire.GetAsync("/chats", olga)).Ids);
    }

    [Fact]
    public async Task A_key_stands_for_one_request_of_one_person()
    {
        var (olga, ivan) = (await OlgaAsync(), await IvanAsync());
        var olgas = (await Wire.CallAsync(HttpMethod.Post, "/chats/group", olga, new { title = "Cyclists" }, ("Idempotency-Key", "g-1"))).Is(201);
        (await Wire.CallAsync(HttpMethod.Post, "/chats/group", olga, new { title = "Walkers" }, ("Idempotency-Key", "g-1"))).IsInvalid("header.Idempotency-Key");
        var ivans = (await Wire.CallAsync(HttpMethod.Post, "/chats/group", ivan, new { title = "Cyclists" }, ("Idempotency-Key", "g-1"))).Is(201);
        Assert.NotEqual(olgas.Id, ivans.Id);
        (await Wire.CallAsync(HttpMethod.Post, "/chats/group", olga, new { title = "x" }, ("Idempotency-Key", "with space"))).IsInvalid("header.Idempotency-Key");
        (await Wire.CallAsync(HttpMethod.Post, "/chats/group", olga, new { title = "x" }, ("Idempotency-Key", new string('k', 256)))).IsInvalid("header.Idempotency-Key");
    }

    [Fact]
    public async Task What_was_refused_may_be_tried_again_with_the_same_key()
    {
        var (olga, ivan, group) = await GroupAsync();
        var anna = await AnnaAsync();
        var body = new { user_ids = new[] { anna.Id } };
        (await Wire.CallAsync(HttpMethod.Post, $"/chats/{group}/members", ivan, body, ("Idempotency-Key", "m-1"))).Is(403, "forbidden");
        (await Wire.PatchAsync($"/chats/{group}/members/{ivan.Id}", olga, new { role = "admin" })).Is(200);
        (await Wire.CallAsync(HttpMethod.Post, $"/chats/{group}/members", ivan, body, ("Idempotency-Key", "m-1"))).Is(201);
        Assert.Equal([anna.Id], (await Wire.CallAsync(HttpMethod.Post, $"/chats/{group}/members", ivan, body, ("Idempotency-Key", "m-1"))).Is(201).Ids);
    }

    [Fact]
    public async Task Of_many_at_once_one_is_done_and_none_is_answered_otherwise()
    {
        var olga = await OlgaAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(_ => Wire.CallAsync(HttpMethod.Post, "/chats/group", olga, new { title = "Cyclists" }, ("Idempotency-Key", "g-1"))));
        Assert.All(answers, answer => Assert.True(answer.Status is 201 or 409, $"{answer.Status}"));
        var group = Assert.Single((await Wire.GetAsync("/chats", olga)).Ids);
        Assert.All(answers.Where(answer => answer.Status == 201), answer => Assert.Equal(group, answer.Id));
        Assert.Equal(group, (await Wire.CallAsync(HttpMethod.Post, "/chats/group", olga, new { title = "Cyclists" }, ("Idempotency-Key", "g-1"))).Is(201).Id);
    }
}
