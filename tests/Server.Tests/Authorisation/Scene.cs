using Haggle.Server.Tests.Ground;
using Haggle.Testing;

namespace Haggle.Server.Tests.Authorisation;

/// <summary>What a row of the tables is tried on: people, a group and a message of its owner's; all new, so that no row lives off another.</summary>
internal sealed class Scene
{
    private Scene()
    {
    }

    public required Cast Cast { get; init; }

    public required long Chat { get; init; }

    public required long Message { get; init; }

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
        return new Scene { Cast = cast, Chat = chat, Message = message.Id, Spare = await market.SignInAsync(cast.Owner.ExternalId) };
    }

    /// <summary>A path with its blanks filled.</summary>
    public string Fill(string path) => path
        .Replace("{chat_id}", $"{Chat}", StringComparison.Ordinal)
        .Replace("{message_id}", $"{Message}", StringComparison.Ordinal)
        .Replace("{session_id}", $"{SpareSession}", StringComparison.Ordinal)
        .Replace("{emoji}", Uri.EscapeDataString("👍"), StringComparison.Ordinal)
        .Replace("{member}", $"{Cast.Member.Id}", StringComparison.Ordinal)
        .Replace("{user_id}", $"{Cast.Extra.Id}", StringComparison.Ordinal)
        .Replace("{tag}", Cast.Tag, StringComparison.Ordinal);
}
