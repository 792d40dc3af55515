using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Core.Receipts;
using Haggle.Realtime;

namespace Haggle.Dialects.Lais.Socket;

/// <summary>Reads a chat to its end and tells its sockets, which REST and frames do alike.</summary>
internal sealed class Reading(MarkRead mark, SliceMessages slices, Hub hub, LaisRooms rooms)
{
    /// <param name="userId">The reader, as this wire says it.</param>
    /// <param name="origin">The socket that reads, which is not told; null over REST.</param>
    /// <param name="tellsNothing">Whether the others are told when nothing was new.</param>
    /// <returns>How many messages were read by nobody before.</returns>
    public async ValueTask<Result<int>> RunAsync(Person reader, string userId, ChatId chat, Connection? origin, bool tellsNothing, CancellationToken cancellation)
    {
        if (!(await CountAsync(reader, chat, cancellation)).TryGet(out var count, out var refusal))
            return refusal;
        if (count > 0 || tellsNothing)
            foreach (var connection in hub.Rooms.In(chat))
                if (connection != origin && connection.Codec is LaisCodec)
                    connection.Send(LaisCodec.Read(userId, count));
        return count;
    }

    private async ValueTask<Result<int>> CountAsync(Person reader, ChatId chat, CancellationToken cancellation)
    {
        if (!(await slices.RunAsync(reader, chat, new MessageSlice(0, 1), cancellation)).TryGet(out var before, out var refusal))
            return refusal;
        var room = rooms.Find(chat);
        PointerMoved? happened = null;
        room?.BeginReading(reader.Id);
        try
        {
            if (!(await mark.RunAsync(reader, chat, long.MaxValue, cancellation)).TryGet(out var moved, out refusal))
                return refusal;
            happened = moved.Event;
            return happened?.JustRead.Count(read => !before.Marks.HasRead(read.Seq, read.AuthorId)) ?? 0;
        }
        finally
        {
            room?.EndReading(reader.Id, happened?.Revision);
        }
    }
}
