namespace Haggle.Core.Idempotency;

/// <summary>Answers already given, so that a repeated request with the same key gets the first answer again. Every method is one transaction.</summary>
public interface IAnswers
{
    /// <summary>Claims the key for the caller.</summary>
    /// <returns>Null when the key is new and now claimed; the first answer when there is one; an answer with status 0 while the first request is still under way.</returns>
    ValueTask<Answer?> ClaimAsync(string caller, string key, byte[] requestHash, DateTimeOffset now, CancellationToken cancellation);

    ValueTask StoreAsync(string caller, string key, Answer answer, CancellationToken cancellation);

    /// <summary>Gives a claimed key back: the request failed for reasons of ours and may be tried again.</summary>
    ValueTask ReleaseAsync(string caller, string key, CancellationToken cancellation);

    /// <summary>Deletes answers older than that; returns how many.</summary>
    ValueTask<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellation);
}

public sealed record Answer(int Status, byte[] Body, byte[] RequestHash);
