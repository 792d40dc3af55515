using Haggle.Core;
using Haggle.Core.People;
using Haggle.Server.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Haggle.Server.Tests.Identity;

public sealed class PasswordThreadsTests
{
    private const int Few = 1_000;

    private static CancellationToken Patience => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hash_is_of_its_password_alone_and_all_of_it_counts()
    {
        using var passwords = new PasswordThreads(threads: 1, rounds: Few);
        var end = new string('x', 100);
        var hash = await HashAsync(passwords, $"{end}a");
        Assert.Equal(PasswordMatch.Right, await VerifyAsync(passwords, hash, $"{end}a"));
        Assert.Equal(PasswordMatch.Wrong, await VerifyAsync(passwords, hash, $"{end}b")); // beyond byte 72
        Assert.NotEqual(hash, await HashAsync(passwords, $"{end}a"));
    }

    [Fact]
    public async Task A_hash_takes_210000_rounds_of_HMAC_SHA_512()
    {
        using var passwords = new PasswordThreads(threads: 1);
        var bytes = Convert.FromBase64String(await HashAsync(passwords, "correct horse"));
        Assert.Equal((2u, 210_000u), (System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(1)), System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(5))));
    }

    [Fact]
    public async Task A_cheaper_hash_is_right_but_weak()
    {
        using var passwords = new PasswordThreads(threads: 1, rounds: Few);
        var old = new PasswordHasher<object>(Options.Create(new PasswordHasherOptions { IterationCount = Few / 2 })).HashPassword(new object(), "correct horse");
        Assert.Equal(PasswordMatch.RightButWeak, await VerifyAsync(passwords, old, "correct horse"));
        Assert.Equal(PasswordMatch.Wrong, await VerifyAsync(passwords, old, "wrong horse"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("$2b$12$abcdefghijklmnopqrstuv")]
    [InlineData("AQAAAA==")]
    public async Task No_account_and_a_hash_of_another_system_are_wrong(string? hash)
    {
        using var passwords = new PasswordThreads(threads: 1, rounds: Few);
        Assert.Equal(PasswordMatch.Wrong, await VerifyAsync(passwords, hash, "correct horse"));
    }

    [Fact]
    public async Task Whoever_comes_when_too_many_wait_is_told_to_come_back()
    {
        using var passwords = new PasswordThreads(threads: 1, mostWaiting: 2);
        var asked = Enumerable.Range(0, 20).Select(_ => passwords.HashAsync("correct horse", Patience).AsTask()).ToList();
        var answers = await Task.WhenAll(asked);
        var refused = answers.Count(answer => answer.Refusal?.Kind == RefusalKind.Busy);
        Assert.InRange(refused, 1, 18); // one at work and two waiting, at least when the first came
        Assert.Equal(20 - refused, answers.Count(answer => answer.TryGet(out _, out _)));
        Assert.True((await passwords.HashAsync("correct horse", Patience)).TryGet(out _, out _));
    }

    [Fact]
    public async Task Whoever_has_left_is_not_worked_for()
    {
        using var passwords = new PasswordThreads(threads: 1, rounds: Few);
        using var left = new CancellationTokenSource();
        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await passwords.HashAsync("correct horse", left.Token));
    }

    [Fact]
    public async Task After_the_end_everybody_is_refused()
    {
        var passwords = new PasswordThreads(threads: 1, rounds: Few);
        passwords.Dispose();
        Assert.Equal(RefusalKind.Busy, (await passwords.HashAsync("correct horse", Patience)).Refusal?.Kind);
    }

    private static async Task<string> HashAsync(PasswordThreads passwords, string password)
        => (await passwords.HashAsync(password, Patience)).TryGet(out var hash, out var refusal) ? hash : throw new InvalidOperationException($"{refusal}");

    private static async Task<PasswordMatch> VerifyAsync(PasswordThreads passwords, string? hash, string password)
        => (await passwords.VerifyAsync(hash, password, Patience)).TryGet(out var match, out var refusal) ? match : throw new InvalidOperationException($"{refusal}");
}
