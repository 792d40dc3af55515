using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Realtime.Tests;

/// <summary>A store with one chat.</summary>
internal sealed class Archive(TimeProvider? timeProvider = null) : IAudiences
{
    public static readonly ChatId Chat = new(1);
    private readonly TimeProvider clock = timeProvider ?? TimeProvider.System;
    private readonly List<Message> said = [];

    public List<PersonId> Members { get; } = [];

    public long Revision { get; set; }

    public long Doubts { get; set; }

    public bool IsChatDeleted { get; set; }

    /// <summary>While it is set, nobody learns who is in the chat.</summary>
    public TaskCompletionSource? Outage { get; set; }

    public int Asked { get; private set; }

    public IReadOnlyList<Message> Said => said;

    /// <summary>A message as it is in the store, whether anybody was told or not.</summary>
    public Message Say(long seq, long? revision = null)
    {
        var message = new Message
        {
            Id = new MessageId(1000 + seq), ChatId = Chat, Seq = seq, Revision = revision ?? seq, AuthorId = new PersonId(99), Type = MessageType.Text,
            Content = $"m{seq}", SentAt = clock.GetUtcNow(),
        };
        said.Add(message);
        Revision = Math.Max(Revision, message.Revision);
        return message;
    }

    public async ValueTask<Audience?> AudienceAsync(ChatId chat, CancellationToken cancellation)
    {
        Asked++;
        if (Outage is { } outage)
            await outage.Task;
        return IsChatDeleted ? null : new Audience(chat, Revision, said.Count == 0 ? 0 : said.Max(message => message.Seq), ChatKind.Group, [.. Members], []);
    }

    public ValueTask<IReadOnlyList<Message>> MissedAsync(ChatId chat, long afterSeq, long afterRevision, int limit, CancellationToken cancellation)
        => ValueTask.FromResult<IReadOnlyList<Message>>([.. said.Where(message => message.Seq > afterSeq || message.Revision > afterRevision).OrderBy(message => message.Revision).Take(limit)]);
}
