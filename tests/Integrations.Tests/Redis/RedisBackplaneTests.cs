using System.Threading.Channels;
using Haggle.Core.People;
using Haggle.Core.Presence;
using Haggle.Integrations.Redis;
using Haggle.Realtime.Nodes;
using Haggle.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Haggle.Integrations.Tests.Redis;

/// <summary>Two backplanes and a real Redis.</summary>
public sealed class RedisBackplaneTests
{
    private static readonly PersonId Olga = new(1);
    private static readonly PersonId Ivan = new(2);
    private static readonly string Shared = Environment.GetEnvironmentVariable("HAGGLE_TEST_REDIS_URL")
        ?? throw new InvalidOperationException("HAGGLE_TEST_REDIS_URL is not set: run ./test, or eng/services.sh start redis.");

    [Fact]
    public async Task A_letter_to_people_comes_once_for_each_of_them_who_is_there()
    {
        await using var post = await Post.OpenAsync(Shared);
        await post.There.SubscribeAsync(Olga);
        await post.There.SubscribeAsync(Olga); // a second socket
        post.Here.Send(About(5), [Olga, Ivan]);
        var (letter, people) = await post.NextAsync();
        Assert.Equal(About(5), letter);
        Assert.Equal([Olga], people!);
        post.There.Unsubscribe(Olga);
        post.Here.Send(About(6), [Olga]);
        Assert.Equal(About(6), (await post.NextAsync()).Letter);
        post.There.Unsubscribe(Olga);
        post.Here.Send(About(7), [Olga]);
        post.Here.SendToAll(About(8));
        Assert.Equal(About(8), (await post.NextAsync()).Letter);
    }

    [Fact]
    public async Task A_letter_to_many_comes_once_with_all_their_names()
    {
        await using var post = await Post.OpenAsync(Shared);
        await post.There.SubscribeAsync(Olga);
        PersonId[] many = [.. Enumerable.Range(1, 100).Select(id => new PersonId(id))];
        post.Here.Send(About(5), many);
        post.Here.SendToAll(About(6));
        Assert.Equal(many, (await post.NextAsync()).People!);
        var (letter, people) = await post.NextAsync();
        Assert.Equal(About(6), letter);
        Assert.Null(people);
    }

    [Fact]
    public async Task Letters_come_in_the_order_in_which_they_were_sent()
    {
        await using var post = await Post.OpenAsync(Shared);
        await post.There.SubscribeAsync(Olga);
        for (var number = 1; number <= 2_000; number++)
            post.Here.Send(About(number), [Olga]);
        for (var number = 1; number <= 2_000; number++)
            Assert.Equal(About(number), (await post.NextAsync()).Letter);
    }

    [Fact]
    public async Task Installations_that_share_a_Redis_hear_nothing_of_each_other()
    {
        await using var ours = await Post.OpenAsync(Shared);
        await using var theirs = await Post.OpenAsync(Shared);
        await ours.There.SubscribeAsync(Olga);
        theirs.Here.Send(About(5), [Olga]);
        theirs.Here.SendToAll(About(6));
        Assert.Equal(About(6), (await theirs.NextAsync()).Letter);
        ours.Here.SendToAll(About(7));
        Assert.Equal(About(7), (await ours.NextAsync()).Letter);
    }

    [Fact]
    public async Task While_Redis_is_away_nobody_waits_for_it_and_when_it_is_back_letters_come_again()
    {
        await using var redis = await LocalRedis.StartAsync();
        await using var post = await Post.OpenAsync(redis.Url);
        await post.There.SubscribeAsync(Olga);
        await redis.KillAsync();
        await post.There.SubscribeAsync(Ivan);
        for (var number = 0; number < 20_000; number++)
            post.Here.Send(About(number), [Olga]);
        await redis.RestartAsync();
        await post.MeetAgainAsync(Olga);
        await post.MeetAgainAsync(Ivan);
        Assert.True(post.Here.Dropped > 0);
    }

    [Fact]
    public async Task A_node_that_starts_while_Redis_is_away_hears_letters_when_it_comes()
    {
        await using var redis = await LocalRedis.StartAsync();
        await redis.KillAsync();
        await using var post = Post.Open(redis.Url);
        await post.There.SubscribeAsync(Olga);
        await redis.RestartAsync();
        await post.MeetAgainAsync(Olga);
    }

    private static HideLetter About(long number) => new(new PersonId(number), null);

    private sealed class Post : IAsyncDisposable
    {
        private readonly Channel<(Letter Letter, IReadOnlyList<PersonId>? People)> came = Channel.CreateUnbounded<(Letter, IReadOnlyList<PersonId>?)>();

        private readonly List<RedisLink> links = [];

        private Post(string url)
        {
            var realm = Guid.NewGuid().ToString("N");
            (Here, There) = (Make(url, realm), Make(url, realm));
            There.Came += (letter, people) => came.Writer.TryWrite((letter, people));
        }

        public RedisBackplane Here { get; }

        public RedisBackplane There { get; }

        public static Post Open(string url)
        {
            var post = new Post(url);
            _ = post.Here.StartAsync(CancellationToken.None);
            _ = post.There.StartAsync(CancellationToken.None);
            return post;
        }

        /// <summary>Done when letters to all come.</summary>
        public static async Task<Post> OpenAsync(string url)
        {
            var post = Open(url);
            await post.MeetAgainAsync(null);
            return post;
        }

        public async Task<(Letter Letter, IReadOnlyList<PersonId>? People)> NextAsync() => await came.Reader.ReadAsync().AsTask().WaitAsync(Patience.Limit);

        /// <summary>Sends until something comes, to the person or to all, and forgets what came.</summary>
        public async Task MeetAgainAsync(PersonId? person)
        {
            bool IsHere((Letter Letter, IReadOnlyList<PersonId>? People) one) => person is { } wanted ? one.People?.Contains(wanted) == true : one.People is null;
            using var patience = new CancellationTokenSource(Patience.Limit);
            for (var isHere = false; !isHere; await Task.Delay(Patience.BetweenLooks, patience.Token))
            {
                if (person is { } one)
                    Here.Send(About(0), [one]);
                else
                    Here.SendToAll(About(0));
                while (came.Reader.TryRead(out var next))
                    isHere |= IsHere(next);
            }

            Here.SendToAll(About(-1)); // what was sent before it has come when it comes
            while ((await NextAsync()).Letter != About(-1))
            {
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Here.StopAsync(CancellationToken.None);
            await There.StopAsync(CancellationToken.None);
            Here.Dispose();
            There.Dispose();
            links.ForEach(link => link.Dispose());
        }

        private RedisBackplane Make(string url, string realm)
        {
            var address = RedisAddress.Parse(url)!;
            var link = new RedisLink(address, NullLogger<RedisLink>.Instance);
            links.Add(link);
            return new RedisBackplane(link, address, realm, NullLogger<RedisBackplane>.Instance);
        }
    }
}
