using System.Collections.Concurrent;
using System.Security.Cryptography;
using Haggle.Core;
using Haggle.Core.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Haggle.Server.Identity;

/// <summary>Hashes passwords (PBKDF2 with HMAC-SHA-512) on a few threads of its own, so that however many sign in, messages keep their processors.</summary>
internal sealed class PasswordThreads : IPasswords, IDisposable
{
    public const int Rounds = 210_000;

    /// <summary>Who comes when so many wait is told to come back.</summary>
    public const int DefaultMostWaiting = 256;

    private static readonly object Nobody = new();

    private readonly PasswordHasher<object> hasher;
    private readonly BlockingCollection<Action> waiting;
    private readonly string decoy;

    public PasswordThreads(int? threads = null, int mostWaiting = DefaultMostWaiting, int rounds = Rounds)
    {
        hasher = new PasswordHasher<object>(Options.Create(new PasswordHasherOptions { IterationCount = rounds }));
        waiting = new BlockingCollection<Action>(mostWaiting);
        decoy = MakeDecoy(rounds);
        for (var i = 0; i < (threads ?? Math.Max(1, Environment.ProcessorCount / 2)); i++)
            new Thread(Work) { IsBackground = true, Name = $"passwords {i}" }.Start();
    }

    public ValueTask<Result<string>> HashAsync(string password, CancellationToken cancellation)
        => RunAsync(() => hasher.HashPassword(Nobody, password), cancellation);

    public ValueTask<Result<PasswordMatch>> VerifyAsync(string? hash, string password, CancellationToken cancellation)
        => RunAsync(() => Verify(hash, password), cancellation);

    public void Dispose()
    {
        waiting.CompleteAdding(); // the threads finish what waits, then end
    }

    private async ValueTask<Result<T>> RunAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        return TryQueue(() => Complete(done, work, cancellation)) ? await done.Task : Refusal.Busy;
    }

    private bool TryQueue(Action job)
    {
        try
        {
            return waiting.TryAdd(job);
        }
        catch (InvalidOperationException) // the server is stopping
        {
            return false;
        }
    }

    private static void Complete<T>(TaskCompletionSource<T> done, Func<T> work, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested) // whoever asked has left: spare the work
        {
            done.TrySetCanceled(cancellation);
            return;
        }
        try
        {
            done.TrySetResult(work());
        }
        catch (Exception unexpected) when (unexpected is not OutOfMemoryException)
        {
            done.TrySetException(unexpected);
        }
    }

    private PasswordMatch Verify(string? hash, string password)
    {
        try
        {
            return hasher.VerifyHashedPassword(Nobody, hash ?? decoy, password) switch
            {
                _ when hash is null => PasswordMatch.Wrong,
                PasswordVerificationResult.Success => PasswordMatch.Right,
                PasswordVerificationResult.SuccessRehashNeeded => PasswordMatch.RightButWeak,
                _ => PasswordMatch.Wrong,
            };
        }
        catch (FormatException) // a hash of another system, which we cannot check
        {
            hasher.VerifyHashedPassword(Nobody, decoy, password);
            return PasswordMatch.Wrong;
        }
    }

    private void Work()
    {
        foreach (var job in waiting.GetConsumingEnumerable())
            job();
    }

    /// <summary>A hash that no password has, in the hasher's own third format, to be compared with when there is no account.</summary>
    private static string MakeDecoy(int rounds)
    {
        const int salt = 16, subkey = 32;
        var bytes = new byte[13 + salt + subkey];
        bytes[0] = 0x01;
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(1), 2); // HMAC-SHA-512
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(5), (uint)rounds);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(9), salt);
        RandomNumberGenerator.Fill(bytes.AsSpan(13));
        return Convert.ToBase64String(bytes);
    }
}
