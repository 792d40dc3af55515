using Haggle.Core.Idempotency;

namespace Haggle.Storage.Relational;

/// <summary>Answers already given, as both engines keep them.</summary>
internal sealed class Answers(Database database) : IAnswers
{
    // Longer than any request may take: whoever claimed the key is gone, and the client may try again.
    private static readonly TimeSpan LongestRequest = TimeSpan.FromMinutes(2);

    // A claim without an answer that is too old is taken over; of two who take it over at once the row lets one.
    private const string Claim = """
        INSERT INTO answers (caller, key, request_hash, status, body, claimed_at_us) VALUES (@caller, @key, @hash, 0, @nothing, @now)
        ON CONFLICT (caller, key) DO UPDATE SET request_hash = excluded.request_hash, claimed_at_us = excluded.claimed_at_us
            WHERE answers.status = 0 AND answers.claimed_at_us < @abandoned
        """;

    private const string Find = "SELECT status, body, request_hash FROM answers WHERE caller = @caller AND key = @key";

    private const string Store = "UPDATE answers SET status = @status, body = @body WHERE caller = @caller AND key = @key";

    private const string Release = "DELETE FROM answers WHERE caller = @caller AND key = @key AND status = 0";

    private const string Forget = "DELETE FROM answers WHERE claimed_at_us < @before";

    public ValueTask<Answer?> ClaimAsync(string caller, string key, byte[] requestHash, DateTimeOffset now, CancellationToken cancellation)
        => database.WriteAsync(
            async session =>
            {
                while (true)
                {
                    var claimed = await session.Query(Claim)
                        .With("caller", caller)
                        .With("key", key)
                        .With("hash", requestHash)
                        .With("nothing", Array.Empty<byte>())
                        .With("now", now)
                        .With("abandoned", now - LongestRequest)
                        .ExecuteAsync();
                    if (claimed > 0)
                        return null;
                    if (await session.Query(Find).With("caller", caller).With("key", key).FirstAsync(Read) is { } answer)
                        return answer; // or it has been released in between: then it is free again
                }
            },
            cancellation);

    public async ValueTask StoreAsync(string caller, string key, Answer answer, CancellationToken cancellation)
        => await database.WriteOneAsync(
            session => session.Query(Store).With("caller", caller).With("key", key).With("status", answer.Status).With("body", answer.Body).ExecuteAsync(),
            cancellation);

    public async ValueTask ReleaseAsync(string caller, string key, CancellationToken cancellation)
        => await database.WriteOneAsync(session => session.Query(Release).With("caller", caller).With("key", key).ExecuteAsync(), cancellation);

    public ValueTask<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellation)
        => database.WriteOneAsync(session => session.Query(Forget).With("before", before).ExecuteAsync(), cancellation);

    private static Answer Read(Row row) => new(row.Int(), row.Bytes(), row.Bytes());
}
