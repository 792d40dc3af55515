using System.Net;
using Haggle.Core.Limits;
using Haggle.Core.People;
using static Haggle.Core.Tests.Somebody;

namespace Haggle.Core.Tests.People;

public sealed class SignInTests : IAccounts, IPasswords, IRateLimits
{
    private readonly List<string?> compared = [];
    private bool isTooFast;

    [Fact]
    public async Task An_unknown_e_mail_costs_the_same_comparison_as_a_wrong_password()
    {
        (await RunAsync("olga@example.com", "wrong horse")).IsRefused(RefusalKind.Unauthenticated, "credential");
        (await RunAsync("nobody@example.com", "wrong horse")).IsRefused(RefusalKind.Unauthenticated, "credential");
        Assert.Equal(["olga's hash", null], compared);
    }

    [Fact]
    public async Task Whoever_comes_too_often_costs_no_comparison()
    {
        isTooFast = true;
        (await RunAsync("olga@example.com", "correct horse")).IsRefused(RefusalKind.TooFast, "sign_ins");
        Assert.Empty(compared);
    }

    [Theory]
    [InlineData(null, "correct horse", RefusalKind.Invalid, "email")]
    [InlineData("olga@example.com", null, RefusalKind.Invalid, "password")]
    [InlineData("", "correct horse", RefusalKind.Unauthenticated, "credential")]
    [InlineData("olga@example.com", "", RefusalKind.Unauthenticated, "credential")]
    [InlineData("olga\0@example.com", "correct horse", RefusalKind.Unauthenticated, "credential")]
    public async Task What_no_account_can_have_costs_nothing(string? email, string? password, RefusalKind kind, string subject)
    {
        (await RunAsync(email, password)).IsRefused(kind, subject);
        Assert.Empty(compared);
    }

    // Nobody gets in here, so nothing starts a session.
    private async Task<Result<SignedIn>> RunAsync(string? email, string? password)
        => await new SignIn(this, this, null!, this).RunAsync(email, password, new Device(IPAddress.Loopback, null, null), TestContext.Current.CancellationToken);

    ValueTask<Login?> IAccounts.FindLoginAsync(string email, CancellationToken cancellation)
        => ValueTask.FromResult(email == "olga@example.com" ? new Login(Olga, "olga's hash") : null);

    ValueTask<Result<PasswordMatch>> IPasswords.VerifyAsync(string? hash, string password, CancellationToken cancellation)
    {
        compared.Add(hash);
        return ValueTask.FromResult<Result<PasswordMatch>>(PasswordMatch.Wrong);
    }

    Refusal? IRateLimits.TakeSignIn(IPAddress address) => isTooFast ? Refusal.TooFast("sign_ins", TimeSpan.FromSeconds(3)) : null;

    Refusal? IRateLimits.TakeMessage(Person person, bool isVouchedFor) => throw new NotSupportedException();

    Refusal? IRateLimits.TakeChat(Person person, bool isVouchedFor) => throw new NotSupportedException();

    Refusal? IRateLimits.TakeRequest(IPAddress address, bool isCrowd) => throw new NotSupportedException();

    Refusal? IRateLimits.TakeLook(IPAddress address) => throw new NotSupportedException();

    ValueTask<Result<string>> IPasswords.HashAsync(string password, CancellationToken cancellation) => throw new NotSupportedException();

    ValueTask<Result<Person>> IAccounts.AddAsync(NewAccount account, DateTimeOffset now, CancellationToken cancellation) => throw new NotSupportedException();

    ValueTask<Login?> IAccounts.FindLoginAsync(PersonId person, CancellationToken cancellation) => throw new NotSupportedException();

    ValueTask IAccounts.ChangePasswordAsync(PersonId person, string passwordHash, SessionId? keep, DateTimeOffset now, CancellationToken cancellation) => throw new NotSupportedException();

    ValueTask IAccounts.StrengthenAsync(PersonId person, string passwordHash, CancellationToken cancellation) => throw new NotSupportedException();
}
