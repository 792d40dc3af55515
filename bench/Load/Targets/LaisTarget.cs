using Haggle.Bench.Load.Wire;

namespace Haggle.Bench.Load.Targets;

/// <summary>Haggle, whose clients speak Lais's words: a buyer and a seller about a listing, whom others may watch. Source: contracts/lais.md.</summary>
internal sealed class LaisTarget(string dll) : HaggleTarget(dll)
{
    private const int Sellers = 1_000_000;
    private int lastListing;

    public override string Name => "haggle by lais";
    public override IWire Wire { get; } = new LaisWire();

    public override async Task<IReadOnlyList<Room>> OpenRoomsAsync(HttpClient http, int rooms, int members, CancellationToken cancellation)
    {
        var opened = new Room[rooms];
        var first = lastListing + 1;
        lastListing += rooms;
        await Parallel.ForAsync(0, rooms, AtOnce(cancellation), async (i, token) =>
        {
            var listing = first + i;
            var about = new { iphone_id = listing, seller_id = Sellers + listing, buyer_id = $"buyer-{listing}" };
            var chat = (await PostAsync(http, "/lais/api/chat/chats", about, null, token)).GetProperty("id").GetInt64();
            var people = Enumerable.Range(0, members).Select(at => at switch { 0 => about.buyer_id, 1 => $"{about.seller_id}", _ => $"watcher-{listing}-{at}" });
            opened[i] = new(chat, [.. people.Select(person => new Seat($"/lais/api/chat/ws/{chat}?user_id={person}"))]);
        });
        return opened;
    }

    public override async Task<IReadOnlyList<Seat>> OpenSeatsAsync(HttpClient http, int count, CancellationToken cancellation)
        => [.. (await OpenRoomsAsync(http, count, 1, cancellation)).Select(room => room.Seats[0])];

    public override string HistoryPath(long chat, int pageSize, int length, bool oldest)
        => $"/lais/api/chat/chats/{chat}/messages?limit={pageSize}&offset={(oldest ? 0 : length - pageSize)}";
}
