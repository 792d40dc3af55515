using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Server.Tests.Identity;

public sealed class GuestTests
{
    private static CancellationToken Patience => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_guest_comes_in_with_a_name_or_without()
    {
        await using var town = await Town.BuildAsync();
        var named = await EnterAsync(town, " Boris ");
        var nameless = await EnterAsync(town, null);
        Assert.Equal((PersonKind.Guest, "Boris"), (named.Person.Kind, named.Person.DisplayName));
        Assert.NotEqual("", nameless.Person.DisplayName);
        Assert.True(await town.IsKnownAsync(nameless.Tokens.Access));
        (await town.Get<EnterAsGuest>().RunAsync("a\nb", Town.Nowhere, Patience)).IsRefused(RefusalKind.Invalid, "display_name");
    }

    [Fact]
    public async Task An_account_takes_over_the_chats_of_the_guest_that_it_was_and_gives_them_back()
    {
        await using var town = await Town.BuildAsync();
        var (olga, ivan, guest) = (await town.RegisterAsync("Olga"), await town.RegisterAsync("Ivan"), await EnterAsync(town, "Boris"));
        var chat = await town.OpenDirectAsync(guest.Person.Id, ivan.Person.Id);

        Assert.Equal([chat], (await town.Get<ClaimGuest>().RunAsync(olga.Person, guest.Tokens.Refresh, Patience)).Value());
        Assert.NotNull(await town.Get<IChats>().MemberAsync(chat, olga.Person.Id, Patience));
        Assert.Null(await town.Get<IChats>().MemberAsync(chat, guest.Person.Id, Patience));
        Assert.Equal([(guest.Person.Id, "went"), (olga.Person.Id, "came")], Moves(town));
        Assert.Contains(chat, town.Heard.Reconsidered);

        town.Heard.Told.Clear();
        town.Clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal([chat], await town.Get<UnclaimGuest>().RunAsync(olga.Person.Id, Patience));
        Assert.NotNull(await town.Get<IChats>().MemberAsync(chat, guest.Person.Id, Patience));
        Assert.Equal([(olga.Person.Id, "went"), (guest.Person.Id, "came")], Moves(town));
    }

    [Fact]
    public async Task After_a_day_a_claim_stands()
    {
        await using var town = await Town.BuildAsync();
        var (olga, ivan, guest) = (await town.RegisterAsync("Olga"), await town.RegisterAsync("Ivan"), await EnterAsync(town, "Boris"));
        var chat = await town.OpenDirectAsync(guest.Person.Id, ivan.Person.Id);
        await town.Get<ClaimGuest>().RunAsync(olga.Person, guest.Tokens.Refresh, Patience);
        town.Clock.Advance(TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1));
        Assert.Empty(await town.Get<UnclaimGuest>().RunAsync(olga.Person.Id, Patience));
        Assert.NotNull(await town.Get<IChats>().MemberAsync(chat, olga.Person.Id, Patience));
    }

    [Fact]
    public async Task Only_the_guests_own_live_secret_claims_it()
    {
        await using var town = await Town.BuildAsync();
        var (olga, ivan, guest) = (await town.RegisterAsync("Olga"), await town.RegisterAsync("Ivan"), await EnterAsync(town, "Boris"));
        var claim = town.Get<ClaimGuest>();
        var old = guest.Tokens.Refresh;
        (await town.RefreshAsync(old)).Value();
        foreach (var wrong in (string?[])[null, "", "token", guest.Tokens.Access, ivan.Tokens.Refresh, olga.Tokens.Refresh, old])
            (await claim.RunAsync(olga.Person, wrong, Patience)).IsRefused(RefusalKind.Invalid, "guest_refresh_token");
        (await claim.RunAsync(guest.Person, guest.Tokens.Refresh, Patience)).IsRefused(RefusalKind.Forbidden, "guest");
    }

    private static async Task<SignedIn> EnterAsync(Town town, string? name) => (await town.Get<EnterAsGuest>().RunAsync(name, Town.Nowhere, Patience)).Value();

    private static IEnumerable<(PersonId, string)> Moves(Town town)
        => town.Heard.Told.Where(told => told.Event is ChatCame or ChatWent).Select(told => (told.Person, told.Event is ChatCame ? "came" : "went"));
}
