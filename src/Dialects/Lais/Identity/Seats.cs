using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Dialects.Lais.Shapes;
using Haggle.Dialects.Lais.Socket;
using Microsoft.AspNetCore.Http;

namespace Haggle.Dialects.Lais.Identity;

/// <summary>A chat, and who deals with it.</summary>
internal sealed record Seat(LaisChat Chat, Caller Caller);

/// <summary>Who may deal with which chat: anybody, where words are taken; elsewhere its buyer, its seller and who came as support.</summary>
internal sealed class Seats(LaisCallers callers, LookIntoChat look, ObserveChat observe, LaisRooms rooms)
{
    private static readonly Refusal Outsider = Refusal.Forbidden("chat", "Only the buyer and the seller of this chat may do that");

    /// <summary>Of a request that does not say who calls.</summary>
    /// <returns>The chat and whose eyes it is seen with.</returns>
    public async ValueTask<Result<(LaisChat Chat, Person Viewer)>> SeeAsync(HttpContext http, ChatId id)
    {
        IReadOnlyList<Person> proven = [];
        if (!callers.IsOpen && !(await callers.ProvenAsync(http)).TryGet(out proven!, out var refusal))
            return refusal;
        if (!(await FindAsync(id, http.RequestAborted)).TryGet(out var chat, out refusal))
            return refusal;
        if (callers.IsOpen)
            return (chat, chat.BestViewer);
        return proven.FirstOrDefault(person => chat.HasPart(person.Id)) is { } one ? (chat, one) : Outsider;
    }

    /// <summary>Of a request that says who calls. Where words are taken, who is neither side comes in as an observer.</summary>
    public async ValueTask<Result<Seat>> TakeAsync(HttpContext http, ChatId id, string? userId, string field)
    {
        // Where words are taken nobody is made for a chat that is not there; elsewhere nobody learns of chats without a proof.
        if (callers.IsOpen && (await FindAsync(id, http.RequestAborted)).Refusal is { } absent)
            return absent;
        if (!(await callers.EnterAsync(http, userId, field)).TryGet(out var caller, out var refusal)
            || !(await FindAsync(id, http.RequestAborted)).TryGet(out var chat, out refusal))
            return refusal;
        if (chat.HasPart(caller.Person.Id))
            return new Seat(chat, caller);
        if (!callers.IsOpen)
            return Outsider;
        rooms.Find(id)?.Roster.Learn(caller.Person); // before its messages can come
        return (await observe.RunAsync(caller.Person, id, http.RequestAborted)).TryGet(out _, out refusal) ? new Seat(chat, caller) : refusal;
    }

    /// <summary>Of a request that only the buyer or the seller may make, wherever it is. Nobody is let in by it.</summary>
    public async ValueTask<Result<(LaisChat Chat, Person Side)>> SideAsync(HttpContext http, ChatId id, string? userId, string field)
    {
        if (!(await callers.FindAsync(http, userId, field)).TryGet(out var person, out var refusal)
            || !(await FindAsync(id, http.RequestAborted)).TryGet(out var chat, out refusal))
            return refusal;
        return person is not null && chat.IsSide(person.Id) ? (chat, person) : Outsider;
    }

    public async ValueTask<Result<LaisChat>> FindAsync(ChatId id, CancellationToken cancellation)
        => !(await look.RunAsync(id, cancellation)).TryGet(out var view, out var refusal) ? refusal
            : LaisChat.Of(view) is { } chat ? chat
            : ChatRights.NoSuchChat;
}
