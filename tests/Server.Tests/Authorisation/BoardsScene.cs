using Haggle.Server.Tests.Ground;
using Haggle.Testing;

namespace Haggle.Server.Tests.Authorisation;

/// <summary>What somebody says of oneself in a request: nothing, or the ids of a person and its side.</summary>
internal sealed record BoardsClaim(string? Id, string? Subject, string Side)
{
    public string? BuyerId => Side == "buyer" ? Id : null;

    public string? SellerId => Side == "seller" ? Id : null;
}

/// <summary>What a row of Boards' table is tried on: a thread of two, and people beside it. Made with tokens, which are passed over where people's word is taken.</summary>
internal sealed class BoardsScene
{
    private readonly Dictionary<BoardsCaller, (BoardsClaim Claim, string? Token)> callers = [];
    private readonly Market market;
    private string said = "";

    private BoardsScene(Market market) => this.market = market;

    public string Thread { get; private set; } = "";

    public string Buyer { get; private set; } = "";

    public string Seller { get; private set; } = "";

    /// <summary>A seller of whom nobody has asked anything.</summary>
    public string Other { get; private set; } = "";

    public static string NewId() => Guid.NewGuid().ToString();

    public static async Task<BoardsScene> SetAsync(Market market)
    {
        var scene = new BoardsScene(market);
        var buyer = await scene.SettleAsync(BoardsCaller.Buyer, "buyer");
        scene.Buyer = buyer.Id!;
        scene.Seller = (await scene.SettleAsync(BoardsCaller.Seller, "seller")).Id!;
        await scene.SettleAsync(BoardsCaller.Stranger, "buyer");
        scene.Other = (await scene.SettleAsync(BoardsCaller.Rival, "seller")).Id!;
        scene.callers[BoardsCaller.Nobody] = (new BoardsClaim(null, null, "buyer"), null);
        scene.callers[BoardsCaller.Bare] = (buyer, null);
        scene.callers[BoardsCaller.Expired] = (buyer, Realms.Token(Realms.Buyers, buyer.Subject!, minutes: -1));
        scene.callers[BoardsCaller.Foreign] = (buyer, Realms.Token(Realms.Buyers, buyer.Subject!, client: "AdminPanel"));
        scene.callers[BoardsCaller.Impostor] = (buyer, scene.callers[BoardsCaller.Stranger].Token);
        var newcomer = NewId();
        scene.callers[BoardsCaller.Newcomer] = (new BoardsClaim(newcomer, newcomer, "buyer"), Realms.Token(Realms.Buyers, newcomer));
        scene.callers[BoardsCaller.Admin] = (buyer, (await market.SettleAsync("Anna", "admin")).Person.AccessToken);
        scene.Thread = await scene.DoAsync("/chat-threads/start-with-seller", new { buyer_id = scene.Buyer, seller_id = scene.Seller }, BoardsCaller.Buyer);
        return scene;
    }

    public BoardsClaim ClaimOf(BoardsCaller caller) => callers[caller].Claim;

    public string? TokenOf(BoardsCaller caller) => callers[caller].Token;

    /// <summary>A new message of the buyer's, so that no cell lives off another.</summary>
    public async Task SayAsync()
        => said = await DoAsync("/chat-messages/", new { id = NewId(), message = "Is it still for sale?", thread_id = Thread, buyer_id = Buyer }, BoardsCaller.Buyer);

    /// <summary>A path with its blanks filled: ids that stand for a person are the caller's own, or the buyer's for who says none.</summary>
    public string Fill(string path, BoardsClaim claim) => path
        .Replace("{thread_id}", Thread, StringComparison.Ordinal)
        .Replace("{message_id}", said, StringComparison.Ordinal)
        .Replace("{emoji}", Uri.EscapeDataString("👍"), StringComparison.Ordinal)
        .Replace("{keycloak_uuid}", claim.Subject ?? callers[BoardsCaller.Buyer].Claim.Subject, StringComparison.Ordinal)
        .Replace("{user_id}", claim.Id ?? Buyer, StringComparison.Ordinal)
        .Replace("{id}", claim.Id ?? Buyer, StringComparison.Ordinal)
        .Replace("{side}", claim.Side, StringComparison.Ordinal);

    private async Task<BoardsClaim> SettleAsync(BoardsCaller caller, string side)
    {
        var claim = new BoardsClaim(NewId(), NewId(), side);
        callers[caller] = (claim, Realms.Token(side == "buyer" ? Realms.Buyers : Realms.Sellers, claim.Subject!));
        await DoAsync($"/{side}s/", new { id = claim.Id, keycloak_uuid = claim.Subject }, caller);
        return claim;
    }

    /// <returns>The id of what was made.</returns>
    private async Task<string> DoAsync(string path, object body, BoardsCaller caller)
        => (await market.CallAsync(HttpMethod.Post, $"/boards/api/v1{path}", body, TokenOf(caller))).Expect().GetProperty("data").GetProperty("id").GetString()!;
}
