using Haggle.Bench.Load.Wire;

namespace Haggle.Bench.Load.Targets;

/// <summary>
/// Haggle, whose clients speak WinDI's words: the same people in the same chats as of the native door, on loopback believed by their
/// bare ids. Source: contracts/windi.md.
/// </summary>
internal sealed class WindiTarget(string dll) : HaggleTarget(dll)
{
    public override string Name => "haggle by windi";
    public override IWire Wire { get; } = new WindiWire();

    public override string HistoryPath(long chat, int pageSize, int length, bool oldest)
        => $"/windi/messages/history/{chat}?limit={pageSize}&offset={(oldest ? 0 : length - pageSize)}";

    protected override Seat SeatOf(Person person) => new($"/windi/ws/chat?user_id={person.Id}", person.Token);
}
