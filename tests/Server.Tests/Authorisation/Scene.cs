using Haggle.Server.Tests.Ground;
using Haggle.Testing;

namespace Haggle.Server.Tests.Authorisation;

/// <summary>What a row of the tables is tried on: people, a group and a message of its owner's; all new, so that no row lives off another.</summary>
internal sealed class Scene
{
    private static int listings = 1_000_000;

    private Scene()
    {
    }

    public required Cast Cast { get; init; }

    public required long Chat { get; init; }

    public required long Message { get; init; }

    /// <summary>A chat about a listing: the owner buys, the member sells.</summary>
    public required long Deal { get; init; }

    /// <summary>What it is about.</summary>
    public required int Listing { get; init; }

    /// <summary>Whose turn it is.</summary>
    public Who Caller { get; set; } = Who.Owner;

    /// <summary>Whom the caller says to be, where a wire has people say so: the owner for those who come as the owner, everybody else their own.</summary>
    public string Me => Cast.NameOf(Caller);

    /// <summary>A session of the owner's that nobody needs.</summary>
    public required NativePerson Spare { get; init; }

    public long SpareSession => long.Parse((string)Market.ClaimsOf(Spare.AccessToken)["sid"]!, System.Globalization.CultureInfo.InvariantCulture);

    public static async Task<Scene> SetAsync(Market market)
    {
        var cast = await Cast.CallAsync(market);
        var owner = cast.Owner.Person;
        var chat = await market.Api.CreateGroupAsync(owner, "Bicycles", [cast.Member.Person, cast.Former.Person, cast.Extra.Person]);
        (await market.Api.CallAsync(HttpMethod.Delete, $"/api/v1/chats/{chat}/members/{cast.Former.Id}", owner, null)).Expect();
        var message = await market.Api.SendAsync(owner, chat, "Is it still for sale?");
        var listing = Interlocked.Increment(ref listings);
        var deal = await market.Api.CallAsync(HttpMethod.Post, "/api/v1/chats/listing", owner, new { listing_id = $"{listing}", seller_id = cast.Member.Id });
        return new Scene
        {
            Cast = cast,
            Chat = chat,
            Message = message.Id,
            Deal = deal.Expect().GetProperty("id").GetInt64(),
            Listing = listing,
            Spare = await market.SignInAsync(cast.Owner.ExternalId),
        };
    }

    /// <summary>A path with its blanks filled.</summary>
    public string Fill(string path) => path
        .Replace("{chat_id}", $"{Chat}", StringComparison.Ordinal)
        .Replace("{deal}", $"{Deal}", StringComparison.Ordinal)
        .Replace("{listing}", $"{Listing}", StringComparison.Ordinal)
        .Replace("{number}", Caller == Who.Guest ? "7" : Me, StringComparison.Ordinal) // where a wire wants a number of everybody
        .Replace("{me}", Me, StringComparison.Ordinal)
        .Replace("{my_id}", $"{Cast.IdOf(Caller)}", StringComparison.Ordinal)
        .Replace("{owner_id}", $"{Cast.Owner.Id}", StringComparison.Ordinal)
        .Replace("{buyer}", Cast.Owner.ExternalId, StringComparison.Ordinal)
        .Replace("{seller}", Cast.Member.ExternalId, StringComparison.Ordinal)
        .Replace("{message_id}", $"{Message}", StringComparison.Ordinal)
        .Replace("{session_id}", $"{SpareSession}", StringComparison.Ordinal)
        .Replace("{emoji}", Uri.EscapeDataString("👍"), StringComparison.Ordinal)
        .Replace("{member}", $"{Cast.Member.Id}", StringComparison.Ordinal)
        .Replace("{user_id}", $"{Cast.Extra.Id}", StringComparison.Ordinal)
        .Replace("{tag}", Cast.Tag, StringComparison.Ordinal);
}
