using System.Threading.Channels;
using Haggle.Testing;

namespace Haggle.Faults.Load;

/// <summary>A good client, see docs/protocol.md, "A correct client": sends with several messages in flight, reconnects, resumes, retries; and keeps a diary.</summary>
/// <param name="doors">Of the servers.</param>
/// <param name="me">Who it is.</param>
/// <param name="chats">Where it speaks; it hears all that its person hears.</param>
/// <param name="quota">Messages to send; 0 for one who only listens.</param>
internal sealed class Sender(Doors doors, NativePerson me, IReadOnlyList<long> chats, int quota, int seed, Findings findings, Milestones acknowledged)
{
    private const int Window = 8;

    private readonly Random random = new(seed);
    private readonly Channel<Action> happenings = Channel.CreateUnbounded<Action>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<string, Attempt> inFlight = [];
    private readonly Dictionary<string, Question> questions = [];
    private readonly Dictionary<string, (long Chat, long UpTo)> reading = [];
    private readonly Queue<Question> toAsk = [];
    private readonly Queue<Attempt> again = [];
    private readonly TaskCompletionSource allSent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Wire? wire;
    private bool isReady;
    private bool isLeaving;
    private int pausing;
    private int left;
    private int overRest;
    private int commands;

    public Diary Diary { get; } = new(me, findings, acknowledged);

    public Inbox Inbox { get; } = new(me, findings);

    /// <summary>How often it has connected.</summary>
    public int Connections { get; private set; }

    /// <summary>What it asked over REST and was not answered, or refused by a server that was not there.</summary>
    public int Unanswered { get; private set; }

    /// <summary>When it was told to come back elsewhere, once for each connection at most.</summary>
    public int Invitations { get; private set; }

    /// <summary>How its connections ended, oldest first.</summary>
    public List<int?> CloseCodes { get; } = [];

    /// <summary>Done when every message is acknowledged, or left unknown on purpose.</summary>
    public Task AllSent => allSent.Task;

    /// <summary>Runs until <see cref="Leave"/>.</summary>
    public async Task RunAsync()
    {
        while (!isLeaving)
        {
            var (mine, frames) = (++Connections, happenings.Writer);
            wire = await Wire.TryConnectAsync(
                doors.Any().Address, me.AccessToken,
                heard: frame => frames.TryWrite(() => Hear(mine, frame)),
                gone: code => frames.TryWrite(() => Lose(mine, code)));
            if (wire is null)
            {
                Connections--;
                await Task.Delay(random.Next(20, 200));
                continue;
            }

            var connected = wire;
            await TalkAsync(connected);
            await connected.DisposeAsync();
            await Task.Delay(random.Next(20, 200));
        }
    }

    public void Leave() => happenings.Writer.TryWrite(() => isLeaving = true);

    /// <summary>Looks at what the client has, between two happenings.</summary>
    public Task<T> LookAsync<T>(Func<Inbox, T> look)
    {
        var seen = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        happenings.Writer.TryWrite(() => seen.SetResult(look(Inbox)));
        return seen.Task;
    }

    /// <summary>For the message of a failure.</summary>
    public override string ToString()
        => $"{me.DisplayName}: {Diary.Attempts.Count} of {quota} sent; waits for answers to {string.Join(' ', inFlight.Keys.Concat(questions.Keys).Concat(reading.Keys))}; "
            + $"{overRest} over REST, {again.Count} to send again, {pausing} pausing; {(isReady ? "connected" : "not connected")}";

    private async Task TalkAsync(Wire socket)
    {
        Inbox.Reconnect();
        await socket.SendAsync("start", "session.start", new { protocol = 1, client = "load", chats = Inbox.Positions.Select(at => new[] { at.Chat, at.Seq, at.Revision }) });
        var hasSaidGoodbye = false;
        while (wire is not null)
        {
            (await happenings.Reader.ReadAsync())();
            while (happenings.Reader.TryRead(out var happening))
                happening();
            if (wire is null)
                return;
            if (isLeaving && !hasSaidGoodbye)
            {
                hasSaidGoodbye = true;
                await socket.LeaveAsync();
            }
            else if (isReady)
            {
                await AskAsync(socket);
                await FillWindowAsync(socket);
            }
        }
    }

    private void Hear(int connection, NativeFrame frame)
    {
        if (connection != Connections || wire is null)
            return;
        if (frame.Id is { } id && frame.Event is "reply" or "error")
            HearAnswer(frame.Id, frame);
        else if (frame.Event == "error")
            findings.Add($"{me.DisplayName}: {frame}");
        else
            Note(Inbox.Hear(frame));
        isReady |= frame.Event == "sync.completed";
        Invitations += frame.Event == "server.draining" ? 1 : 0;
    }

    private void HearAnswer(string? id, NativeFrame answer)
    {
        if (id is null)
        {
            findings.Add($"{me.DisplayName}: {answer}");
        }
        else if (inFlight.Remove(id, out var attempt))
        {
            if (!answer.IsError)
                Diary.Ok(attempt, NativeMessage.From(answer.Data));
            else if (answer.Code == "unavailable")
                GiveUpOrRetry(attempt);
            else
                Diary.Fail(attempt, answer.Code);
        }
        else if (questions.Remove(id, out var question))
        {
            if (answer.IsError)
                AskLater(question);
            else
                Note(Inbox.Take(question, answer.Data));
        }
        else if (reading.Remove(id, out var read) && !answer.IsError)
        {
            var seq = answer.Data.GetProperty("last_read_seq").GetInt64();
            findings.Expect(seq >= read.UpTo, () => $"{me.DisplayName}: said that chat {read.Chat} is read up to {read.UpTo}, and was told {seq}");
        }
        else if (id == "start")
        {
            findings.Expect(answer.Code == "unavailable", () => $"{me.DisplayName}: the session did not start: {answer}");
            _ = wire!.LeaveAsync();
        }
    }

    private void Lose(int connection, int? code)
    {
        if (connection != Connections)
            return;
        CloseCodes.Add(code);
        wire = null;
        isReady = false;
        questions.Clear();
        toAsk.Clear();
        reading.Clear();
        var unanswered = inFlight.Values.Distinct().ToList();
        inFlight.Clear();
        unanswered.ForEach(GiveUpOrRetry);
    }

    /// <summary>Most are tried again. One in four is left as it is, up to a twentieth of all, to see afterwards that what nobody answered is there once or not at all.</summary>
    private void GiveUpOrRetry(Attempt attempt)
    {
        Diary.Unknown(attempt);
        if (attempt.Fate != Fate.Unknown)
            return;
        if (left < quota / 20 && random.Next(4) == 0)
            left++;
        else
            Pause(() => again.Enqueue(attempt));
    }

    /// <summary>The wait that an error asks for; short, so that the story is told in seconds.</summary>
    private void Pause(Action then)
    {
        pausing++;
        _ = Task.Delay(random.Next(50, 250)).ContinueWith(
            _ => happenings.Writer.TryWrite(() =>
            {
                pausing--;
                then();
            }),
            TaskScheduler.Default);
    }

    private void AskLater(Question question)
    {
        var connection = Connections;
        Pause(() =>
        {
            if (connection == Connections && wire is not null) // a new connection has caught up by itself
                toAsk.Enqueue(question);
        });
    }

    private void Note(IEnumerable<Question> asked)
    {
        foreach (var question in asked)
            toAsk.Enqueue(question);
    }

    private async Task AskAsync(Wire socket)
    {
        while (toAsk.TryDequeue(out var question))
        {
            var id = $"q{++commands}";
            questions.Add(id, question);
            await socket.SendAsync(id, question.Command, question.Data);
        }
    }

    private async Task FillWindowAsync(Wire socket)
    {
        while (inFlight.Count + overRest + pausing < Window && Next() is { } attempt)
        {
            if (random.Next(16) == 0)
                SendOverRest(attempt);
            else
                await SendAsync(socket, attempt);
            if (attempt.Tries == 1 && random.Next(50) == 0)
                await SendAsync(socket, attempt); // a client that loses count says the same thing twice
            if (random.Next(25) == 0)
                await ReadAsync(socket);
        }

        if (Diary.Attempts.Count >= quota && inFlight.Count == 0 && overRest == 0 && again.Count == 0 && pausing == 0)
            allSent.TrySetResult();
    }

    private Attempt? Next()
    {
        if (again.TryDequeue(out var attempt))
            return attempt;
        if (Diary.Attempts.Count >= quota)
            return null;
        var clientId = $"{me.DisplayName}-{Diary.Attempts.Count + 1}";
        return new Attempt(clientId, chats[random.Next(chats.Count)], $"{clientId} {new string('·', random.Next(120))}");
    }

    private async Task SendAsync(Wire socket, Attempt attempt)
    {
        Diary.Invoke(attempt);
        var id = $"m{++commands}";
        inFlight.Add(id, attempt);
        await socket.SendAsync(id, "message.send", new { chat_id = attempt.ChatId, content = attempt.Content, client_message_id = attempt.ClientId });
    }

    private void SendOverRest(Attempt attempt)
    {
        Diary.Invoke(attempt);
        overRest++;
        _ = Task.Run(async () =>
        {
            NativeAnswer? answer = null;
            try
            {
                answer = await doors.Any().Api.PostAsync("/api/v1/messages", me, new { chat_id = attempt.ChatId, content = attempt.Content, client_message_id = attempt.ClientId });
            }
            catch (HttpRequestException)
            {
                // no answer
            }
            catch (OperationCanceledException)
            {
                findings.Add($"{me.DisplayName}: {attempt} over REST was neither answered nor cut off for {Patience.Limit}");
            }

            happenings.Writer.TryWrite(() => HearRest(attempt, answer));
        });
    }

    private void HearRest(Attempt attempt, NativeAnswer? answer)
    {
        overRest--;
        Unanswered += answer is null || (int)answer.Status == 503 ? 1 : 0;
        if (answer is null || (int)answer.Status == 503)
            GiveUpOrRetry(attempt);
        else if (answer.IsSuccess)
            Diary.Ok(attempt, NativeMessage.From(answer.Body));
        else
            Diary.Fail(attempt, answer.Code ?? answer.Status.ToString());
    }

    private async Task ReadAsync(Wire socket)
    {
        var chat = chats[random.Next(chats.Count)];
        var upTo = Inbox.SeqOf(chat);
        var id = $"r{++commands}";
        reading.Add(id, (chat, upTo));
        await socket.SendAsync(id, "receipt.read", new { chat_id = chat, up_to_seq = upTo });
    }
}
