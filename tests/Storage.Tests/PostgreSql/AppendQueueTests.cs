using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Storage.PostgreSql;
using Haggle.Storage.Relational;

namespace Haggle.Storage.Tests.PostgreSql;

public sealed class AppendQueueTests
{
    private readonly AppendQueue queue = new(1000);

    [Fact]
    public void A_batch_is_all_that_waits_in_order()
    {
        Add("1a", "2b", "1c");
        Assert.Equal(["1a", "2b", "1c"], Take());
        Assert.Empty(Take());
    }

    [Fact]
    public void A_batch_has_an_end_and_the_rest_follows()
    {
        for (var number = 0; number < 600; number++)
            Add($"1:{number}");
        Assert.Equal(512, Take().Count);
        Assert.Equal(88, Take().Count);
    }

    [Fact]
    public async Task A_repeat_waits_for_the_next_batch_and_holds_back_what_follows_in_its_chat_only()
    {
        Add("1a", "1b", "1a", "1c", "2a", "1d", "2b");
        Assert.Equal(["1a", "1b", "2a", "2b"], Take());
        Assert.True(await queue.WaitAsync());
        Add("1e");
        Assert.Equal(["1a", "1c", "1d", "1e"], Take());
    }

    [Fact]
    public void A_third_try_waits_for_the_third_batch()
    {
        Add("1a", "1a", "1a", "1b");
        Assert.Equal(["1a"], Take());
        Assert.Equal(["1a"], Take());
        Assert.Equal(["1a", "1b"], Take());
    }

    [Fact]
    public void What_is_held_back_does_not_grow_without_end()
    {
        for (var number = 0; number < 1000; number++)
            Add("1a");
        Assert.Equal(["1a"], Take());
        Assert.Equal(512, Enumerable.Range(0, 1000).Count(_ => queue.TryAdd(Pending("1a")))); // as much room as the batch and what is held back took
    }

    [Fact]
    public void The_same_client_id_of_another_author_or_chat_is_no_repeat_and_without_one_nothing_is()
    {
        queue.TryAdd(Pending("1a", author: 1));
        queue.TryAdd(Pending("1a", author: 2));
        queue.TryAdd(Pending("1a", author: null));
        queue.TryAdd(Pending("2a", author: 1));
        queue.TryAdd(Pending("1", author: 1));
        queue.TryAdd(Pending("1", author: 1));
        Assert.Equal(6, Take().Count);
    }

    [Fact]
    public void A_name_that_is_in_the_batch_waits_whoever_says_it_and_wherever()
    {
        queue.TryAdd(Pending("1a", author: 1, isNamed: true));
        queue.TryAdd(Pending("1a", author: 2));
        queue.TryAdd(Pending("2a", author: 3, isNamed: true));
        queue.TryAdd(Pending("2b", author: 3, isNamed: true));
        queue.TryAdd(Pending("3b", author: 4, isNamed: true));
        Assert.Equal(["1a", "1a", "3b"], Take());
        Assert.Equal(["2a", "2b"], Take());
    }

    [Fact]
    public async Task A_full_or_closed_queue_takes_nothing()
    {
        var small = new AppendQueue(1);
        Assert.True(small.TryAdd(Pending("1a")));
        Assert.False(small.TryAdd(Pending("1b")));
        small.Close();
        Assert.True(await small.WaitAsync());
        small.Take([]);
        Assert.False(await small.WaitAsync());
        Assert.False(small.TryAdd(Pending("1b")));
    }

    private void Add(params string[] postings)
    {
        foreach (var posting in postings)
            Assert.True(queue.TryAdd(Pending(posting)));
    }

    private List<string> Take()
    {
        var batch = new List<PendingAppend>();
        queue.Take(batch);
        return [.. batch.Select(pending => pending.Posting.Draft.Content)];
    }

    // The first digit is the chat, the rest the client id.
    private static PendingAppend Pending(string text, long? author = 9, bool isNamed = false)
        => PendingAppend.For(new Posting(
            author is { } id ? new PersonId(id) : null,
            new Draft(new ChatId(text[0] - '0'), text) { ClientMessageId = text.Length > 1 ? text[1..] : null, IsNamed = isNamed }, DateTimeOffset.UnixEpoch));
}
