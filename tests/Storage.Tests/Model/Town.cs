using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Storage.Tests.Model;

/// <summary>Three people and two chats, in the store and in the model; each step is done in both, and must come to the same.</summary>
internal sealed class Town
{
    private const string Emoji = "👍";

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly Market market;
    private readonly Person[] people;
    private readonly Chat[] chats;
    private readonly ModelChat[] models = [new ModelChat(isDirect: true, 0, 1), new ModelChat(isDirect: false, 0, 1, 2)];
    private readonly HashSet<(int Blocker, int Blocked)> blocks = [];
    private readonly Dictionary<(int Who, int Chat), Cache> caches = [];
    private int said;

    private Town(Market market, Person[] people, Chat[] chats) => (this.market, this.people, this.chats) = (market, people, chats);

    public static async Task<Town> FoundAsync(Market market)
    {
        Person[] people = [await market.PersonAsync("Olga"), await market.PersonAsync("Ivan"), await market.PersonAsync("Petra")];
        return new Town(market, people, [await market.DirectAsync(people[0], people[1]), await market.GroupAsync(people)]);
    }

    public Task DoAsync(Step step) => step.Deed switch
    {
        Deed.Say => SayAsync(step, null),
        Deed.SayWithId => SayAsync(step, $"id{step.Number % 4}"),
        Deed.Read => MoveAsync(step, step.Number, null),
        Deed.Deliver => MoveAsync(step, null, step.Number),
        Deed.Edit or Deed.Delete or Deed.React or Deed.Unreact or Deed.Hide => ChangeMessageAsync(step),
        Deed.Clear or Deed.MarkUnread => ConfigureAsync(step),
        Deed.Leave or Deed.Join or Deed.Close or Deed.Reopen => ChangeChatAsync(step),
        Deed.Block or Deed.Unblock => BlockAsync(step),
        _ => RememberAsync(step),
    };

    public async Task CompareAsync()
    {
        for (var chat = 0; chat < chats.Length; chat++)
            for (var who = 0; who < people.Length; who++)
                await CompareAsync(who, chat);
        for (var who = 0; who < people.Length; who++)
            await CountAsync(who);
        foreach (var ((who, chat), cache) in caches)
            await CatchUpAsync(who, chat, cache);
    }

    private async Task SayAsync(Step step, string? clientId)
    {
        var (chat, model) = At(step);
        var draft = new Draft(chat.Id, $"said {said++}") { ClientMessageId = clientId };
        var answer = await market.SayAsync(chat, people[step.Who], draft);
        var isMember = model.Members.ContainsKey(step.Who);
        if (isMember && clientId is not null && model.ByClientId.TryGetValue((step.Who, clientId), out var earlier))
        {
            var repeated = Market.Value(answer);
            Assert.Equal((false, earlier.Seq, earlier.Content), (repeated.IsNew, repeated.Message.Seq, repeated.Message.Content));
            return;
        }

        var refusal = !isMember ? Refusal.NotFound("chat")
            : model.Status == ChatStatus.Archived ? Refusal.Conflict("chat_closed")
            : model.IsDirect && blocks.Contains((1 - step.Who, step.Who)) ? Refusal.Forbidden("blocked")
            : null;
        Assert.Equal(refusal, answer.Refusal);
        if (refusal is not null)
            return;
        var appended = Market.Value(answer);
        var message = new ModelMessage(appended.Message.Id, model.LastSeq + 1, step.Who, draft.Content);
        model.Messages.Add(message);
        model.Revision++;
        if (clientId is not null)
            model.ByClientId[(step.Who, clientId)] = message;
        Assert.Equal((true, message.Seq, model.Revision), (appended.IsNew, appended.Message.Seq, appended.Message.Revision));
    }

    private async Task MoveAsync(Step step, long? read, long? delivered)
    {
        var (chat, model) = At(step);
        var answer = await market.Receipts.MoveAsync(chat.Id, people[step.Who].Id, read, delivered, Market.Now, None);
        if (!model.Members.TryGetValue(step.Who, out var my))
        {
            Assert.Equal(Refusal.NotFound("chat"), answer.Refusal);
            return;
        }

        var before = (my.Read, my.Delivered);
        my.Read = Math.Max(my.Read, Math.Min(read ?? 0, model.LastSeq));
        my.Delivered = Math.Max(my.Delivered, Math.Max(my.Read, Math.Min(delivered ?? 0, model.LastSeq)));
        var hasMoved = before != (my.Read, my.Delivered);
        if (hasMoved)
            model.Revision++;
        var moved = Market.Value(answer);
        Assert.Equal((my.Read, my.Delivered, model.UnreadOf(step.Who)), (moved.LastReadSeq, moved.LastDeliveredSeq, moved.UnreadCount));
        Assert.Equal(hasMoved ? model.Revision : null, moved.Event?.Revision);
        Assert.Equal(my.IsMarked && read is not null, moved.MarkTaken);
        my.IsMarked &= read is null;
    }

    private async Task ChangeMessageAsync(Step step)
    {
        var model = models[step.Chat];
        if (model.Messages.Count == 0 || !model.Members.ContainsKey(step.Who))
            return;
        var message = model.Messages[step.Number % model.Messages.Count];
        if (message.IsDeleted && step.Deed is not (Deed.Delete or Deed.Hide))
            return; // as the verbs refuse it
        MessageChange change = step.Deed switch
        {
            Deed.Edit => new MessageChange.Edited($"{message.Content}!"),
            Deed.Delete => new MessageChange.Deleted(),
            Deed.React => new MessageChange.Reacted(Emoji),
            Deed.Unreact => new MessageChange.Unreacted(Emoji),
            _ => new MessageChange.Hidden(),
        };
        var changed = Market.Value(await market.Messages.ChangeAsync(message.Id, people[step.Who].Id, _ => change, Market.Now, None));
        var isNews = Apply(step, model, message);
        if (isNews)
            model.Revision++;
        Assert.Equal(isNews ? model.Revision : null, changed.Event?.Revision);
    }

    private static bool Apply(Step step, ModelChat model, ModelMessage message)
    {
        switch (step.Deed)
        {
            case Deed.Edit:
                message.Content += "!";
                return true;
            case Deed.Delete when !message.IsDeleted:
                (message.IsDeleted, message.Content) = (true, "");
                message.Fans.Clear();
                return true;
            case Deed.React when !message.Fans.Contains(step.Who):
                message.Fans.Add(step.Who);
                return true;
            case Deed.Unreact:
                return message.Fans.Remove(step.Who);
            case Deed.Hide:
                model.Hidden.Add((step.Who, message.Seq));
                return false;
            default:
                return false;
        }
    }

    private async Task ConfigureAsync(Step step)
    {
        var (chat, model) = At(step);
        var configured = await market.Chats.ConfigureAsync(
            chat.Id, people[step.Who].Id,
            (now, my) => step.Deed == Deed.Clear ? my with { HiddenSeq = now.LastSeq } : my with { Settings = my.Settings with { MarkedUnread = true } }, None);
        Assert.Equal(model.Members.ContainsKey(step.Who), configured is not null);
        if (!model.Members.TryGetValue(step.Who, out var mine))
            return;
        if (step.Deed == Deed.Clear)
            mine.HiddenSeq = model.LastSeq;
        else
            mine.IsMarked = true;
    }

    private async Task ChangeChatAsync(Step step)
    {
        var (chat, model) = (chats[1], models[1]);
        var isMember = model.Members.ContainsKey(step.Who);
        ChatStatus? status = step.Deed switch { Deed.Close => ChatStatus.Archived, Deed.Reopen => ChatStatus.Active, _ => null };
        if (status is null && isMember == (step.Deed == Deed.Join))
            return;
        var changed = Market.Value(await market.Chats.ChangeAsync(
            chat.Id,
            desk => Result<IReadOnlyList<ChatChange>>.Of([status is { } wanted
                ? new ChatChange.Reshaped(desk.Chat with { Status = wanted })
                : step.Deed == Deed.Join ? new ChatChange.Joined(people[step.Who].Id, MemberRole.Member) : new ChatChange.Left(people[step.Who].Id)]),
            Market.Now, None));
        if (status is { } now)
            model.Status = now;
        else if (step.Deed == Deed.Join)
            model.Members[step.Who] = new ModelMember { Read = model.LastSeq, Delivered = model.LastSeq };
        else
            model.Members.Remove(step.Who);
        Assert.Equal(++model.Revision, Assert.Single(changed.Events).Revision);
        if (step.Deed == Deed.Leave)
            caches.Remove((step.Who, 1)); // a client drops a chat that it is told to have lost
    }

    private async Task BlockAsync(Step step)
    {
        var other = (step.Who + 1 + step.Number % 2) % 3;
        if (step.Deed == Deed.Block)
            Assert.Equal(blocks.Add((step.Who, other)), await market.Blocks.AddAsync(people[step.Who].Id, people[other].Id, Market.Now, None));
        else
            Assert.Equal(blocks.Remove((step.Who, other)), await market.Blocks.RemoveAsync(people[step.Who].Id, people[other].Id, None));
    }

    /// <summary>What a client of this person would have now.</summary>
    private async Task RememberAsync(Step step)
    {
        var (chat, model) = At(step);
        if (model.Members.ContainsKey(step.Who))
            caches[(step.Who, step.Chat)] = new Cache(
                model.LastSeq, model.Revision, new SortedDictionary<long, Message>((await market.HistoryAsync(chat, people[step.Who])).ToDictionary(message => message.Seq)));
    }

    private async Task CompareAsync(int who, int chat)
    {
        var model = models[chat];
        var view = await market.LookAsync(chats[chat], people[who]);
        Assert.Equal((model.LastSeq, model.Revision, model.Status), (view.Chat.LastSeq, view.Chat.Revision, view.Chat.Status));
        Assert.Equal(model.Members.Keys.Select(member => people[member].Id), view.Participants.Select(one => one.Person.Id).OrderBy(id => id.Value));
        if (!model.Members.TryGetValue(who, out var my))
        {
            Assert.Null(view.My);
            Assert.Null(await market.Messages.PageAsync(chats[chat].Id, people[who].Id, new MessageRange(), None));
            return;
        }

        Assert.Equal((my.Read, my.Delivered, my.HiddenSeq, my.IsMarked), (view.My!.LastReadSeq, view.My.LastDeliveredSeq, view.My.HiddenSeq, view.My.Settings.MarkedUnread));
        Assert.Equal(model.UnreadOf(who), view.UnreadCount);
        Assert.Equal(model.VisibleTo(who).LastOrDefault()?.Seq, view.LastMessage?.Seq);
        Same.As(
            [.. model.VisibleTo(who).Select(message => (message.Seq, message.Content, message.IsDeleted, string.Join(',', message.Fans.Select(fan => people[fan].Id))).ToString())],
            (await market.HistoryAsync(chats[chat], people[who])).Select(message =>
                (message.Seq, message.Content, message.IsDeleted, string.Join(',', message.Reactions.SelectMany(reaction => reaction.People))).ToString()).ToArray());
    }

    private async Task CountAsync(int who)
    {
        var mine = models.Where(model => model.Members.ContainsKey(who)).ToList();
        var totals = await market.Chats.UnreadAsync(people[who].Id, Market.Now, None);
        Assert.Equal(
            (mine.Count(model => model.Members[who].IsMarked || model.UnreadOf(who) > 0), mine.Sum(model => model.UnreadOf(who))), (totals.Chats, totals.Messages));
    }

    private async Task CatchUpAsync(int who, int chat, Cache cache)
    {
        var position = new ChatPosition(chats[chat].Id, cache.Seq, cache.Revision);
        var result = await market.Chats.SyncAsync(people[who].Id, new SyncRequest([position], 200, OnlyNamed: true), Market.Now, None);
        foreach (var sync in result.Chats)
        {
            if (sync.Reset)
                cache.Messages.Clear();
            foreach (var message in sync.Messages.Concat(sync.Changed))
                cache.Messages[message.Seq] = message;
        }

        // Of what this person hid since, its devices were told when it did.
        var visible = models[chat].VisibleTo(who).Select(message => message.Seq).ToHashSet();
        Same.As(await market.HistoryAsync(chats[chat], people[who]), cache.Messages.Values.Where(message => visible.Contains(message.Seq)).ToList());
    }

    private (Chat Chat, ModelChat Model) At(Step step) => (chats[step.Chat], models[step.Chat]);

    private sealed record Cache(long Seq, long Revision, SortedDictionary<long, Message> Messages);
}
