using System.Text.Json.Nodes;
using Haggle.Server.Tests.Ground;
using Haggle.Testing;

namespace Haggle.Server.Tests.Authorisation;

/// <summary>The people of the tables.</summary>
internal sealed class Cast
{
    private Cast()
    {
    }

    public required Citizen Owner { get; init; }

    public required Citizen Member { get; init; }

    public required Citizen Former { get; init; }

    public required Citizen Stranger { get; init; }

    public required Citizen Moderator { get; init; }

    public required Citizen Admin { get; init; }

    /// <summary>Another member, whom things are done to.</summary>
    public required Citizen Extra { get; init; }

    /// <summary>In no chat.</summary>
    public required Citizen Bystander { get; init; }

    public required NativePerson Guest { get; init; }

    /// <summary>Another guest's secret.</summary>
    public required string GuestSecret { get; init; }

    /// <summary>The bystander's handle.</summary>
    public required string Tag { get; init; }

    public static async Task<Cast> CallAsync(Market market)
    {
        var bystander = await market.SettleAsync("Boris");
        return new Cast
        {
            Owner = await market.SettleAsync("Olga"),
            Member = await market.SettleAsync("Ivan"),
            Former = await market.SettleAsync("Fyodor"),
            Stranger = await market.SettleAsync("Semyon"),
            Moderator = await market.SettleAsync("Maria", "moderator"),
            Admin = await market.SettleAsync("Anna", "admin"),
            Extra = await market.SettleAsync("Elena"),
            Bystander = bystander,
            Guest = await market.Api.GuestAsync("Galina"),
            GuestSecret = (await market.Api.GuestAsync("Gleb")).RefreshToken,
            Tag = (await market.CallAsync(HttpMethod.Get, "/api/v1/users/me", token: bystander.Person.AccessToken)).Expect().GetProperty("tag").GetString()!,
        };
    }

    /// <summary>What each brings to the door: an access token, or none. Of a session of its own, since some rows end it.</summary>
    public async Task<string?> TokenAsync(Market market, Who who) => who switch
    {
        Who.Nobody or Who.Backend => null,
        Who.Expired => market.Forge((await market.SignInAsync(Owner.ExternalId)).AccessToken, "exp", JsonValue.Create(DateTimeOffset.UtcNow.AddMinutes(-1).ToUnixTimeSeconds())),
        Who.Revoked => await RevokedAsync(market),
        Who.Guest => Guest.AccessToken,
        _ => (await market.SignInAsync(Account(who).ExternalId)).AccessToken,
    };

    /// <summary>What the marketplace calls them.</summary>
    public string NameOf(Who who) => who == Who.Guest ? $"guest-{Guest.Id}" : Account(who).ExternalId;

    /// <summary>What we call them.</summary>
    public long IdOf(Who who) => who == Who.Guest ? Guest.Id : Account(who).Id;

    private Citizen Account(Who who) => who switch
    {
        Who.Stranger => Stranger,
        Who.Former => Former,
        Who.Moderator => Moderator,
        Who.Admin => Admin,
        Who.Member => Member,
        _ => Owner,
    };

    private async Task<string> RevokedAsync(Market market)
    {
        var session = await market.SignInAsync(Owner.ExternalId);
        (await market.CallAsync(HttpMethod.Post, "/api/v1/auth/logout", token: session.AccessToken)).Expect();
        return session.AccessToken;
    }
}
