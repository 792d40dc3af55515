using Haggle.Testing;

namespace Haggle.Faults.Load;

/// <summary>What one client asked for and what it was told: invoke, ok, fail, unknown. For one thread at a time.</summary>
internal sealed class Diary(NativePerson me, Findings findings, Milestones acknowledged)
{
    private readonly List<Attempt> attempts = [];
    private readonly List<(Attempt Attempt, Fate Fate)> lines = [];

    public NativePerson Me => me;

    public IReadOnlyList<Attempt> Attempts => attempts;

    public void Invoke(Attempt attempt)
    {
        if (attempt.Tries++ == 0)
            attempts.Add(attempt);
        lines.Add((attempt, Fate.Invoked));
    }

    /// <summary>The server says that it is stored. If it had said so before, it must say the same.</summary>
    public void Ok(Attempt attempt, NativeMessage stored)
    {
        lines.Add((attempt, Fate.Ok));
        findings.Expect(
            stored.Content == attempt.Content && stored.ChatId == attempt.ChatId && stored.AuthorId == me.Id && stored.ClientMessageId == attempt.ClientId,
            () => $"{me.DisplayName}: {attempt} was acknowledged as something else: {stored.Json}");
        if (attempt.Fate == Fate.Ok)
        {
            findings.Expect(attempt.Seq == stored.Seq && attempt.Id == stored.Id, () => $"{me.DisplayName}: {attempt} was acknowledged twice, then with seq {stored.Seq}");
            return;
        }

        (attempt.Fate, attempt.Seq, attempt.Id) = (Fate.Ok, stored.Seq, stored.Id);
        acknowledged.Pass();
    }

    /// <summary>No answer, or one that says that nobody knows: it is stored, or it is not.</summary>
    public void Unknown(Attempt attempt)
    {
        lines.Add((attempt, Fate.Unknown));
        if (attempt.Fate != Fate.Ok)
            attempt.Fate = Fate.Unknown;
    }

    /// <summary>Refused. None of these messages deserves it.</summary>
    public void Fail(Attempt attempt, string? code)
    {
        lines.Add((attempt, Fate.Failed));
        findings.Add($"{me.DisplayName}: {attempt} was refused: {code}");
        attempt.Fate = Fate.Failed;
    }

    /// <summary>The lines about one attempt, for the message of a failure.</summary>
    public string About(Attempt attempt) => string.Join(", ", lines.Where(line => line.Attempt == attempt).Select(line => line.Fate));
}
