using Haggle.Core.People;
using Haggle.Core.Trade;
using Microsoft.AspNetCore.Http;

namespace Haggle.Dialects.Boards;

/// <summary>Who calls. Where people's word is taken nobody is asked, and the ids in the request say it.</summary>
/// <param name="Trader">Null: whoever the request names.</param>
/// <param name="Side">What the sign-in service, or else the profile, says; null when neither does.</param>
/// <param name="Subject">The id in the sign-in service; null for who did not come from there.</param>
internal sealed record Actor(Trader? Trader, Side? Side, string? Subject)
{
    public static readonly Actor Anybody = new(null, null, null);

    public bool IsAnybody => Trader is null;

    /// <summary>The caller, if it is an administrator of the server; a bare id never is one.</summary>
    public Person? Admin => Trader?.Person is { Role: PersonRole.Admin } person ? person : null;

    public static Actor Of(HttpContext http) => http.Features.Get<Actor>() ?? throw new InvalidOperationException("This route does not ask who calls.");

    /// <summary>Whether the caller may speak as this person.</summary>
    public bool Is(Trader other) => Trader is null || Trader.Id == other.Id;

    /// <summary>Whether the caller may speak for this id.</summary>
    public bool Is(string id) => Trader is null || Uuids.Of(Trader) == id;

    public bool IsIn(Pair pair) => Trader is null || pair.SideOf(Trader.Id) is not null;

    /// <summary>
    /// With whose eyes a thread is looked at: the caller's own; the buyer's where nobody is asked, which shows the same but for what that person has hidden.
    /// </summary>
    public Person EyesFor(Pair pair) => Trader?.Person ?? pair.Buyer.Person;
}
