using System.Net;
using Haggle.Testing;

namespace Haggle.Faults;

/// <summary>Hashing a password is slow on purpose. However many want to sign in, messages go on.</summary>
public sealed class LoginFloodTests
{
    /// <summary>More than may wait, so that some are sent away.</summary>
    private const int Logins = 400;
    private const int Messages = 200;

    [Theory]
    [InlineData("/api/v1/auth/login")]
    [InlineData("/api/v1/auth/register")]
    public async Task Messages_do_not_wait_for_those_who_sign_in(string path)
    {
        await using var server = await ServerProcess.StartAsync();
        using var api = new NativeApi(server.Address);
        var (anna, boris) = (await api.RegisterAsync("Anna"), await api.GuestAsync("Boris"));
        var chat = await api.OpenDirectAsync(anna, boris);
        await using var socket = await NativeSocket.ConnectAsync(server.Address, anna.AccessToken);

        using var enough = new CancellationTokenSource();
        var answers = new Received<NativeAnswer>(Logins);
        var flood = Enumerable.Range(0, Logins).Select(place => SignInAsync(api, path, place, answers, enough.Token)).ToList();
        await answers.FirstAsync(answer => (answer.Status, answer.Code) is (HttpStatusCode.ServiceUnavailable, "unavailable"), "a refusal because too many sign in");
        var before = Hashed(answers);
        for (var said = 0; said < Messages; said++)
            await socket.CommandAsync("message.send", new { chat_id = chat, content = $"Message {said}" });
        var meanwhile = Hashed(answers) - before;
        await enough.CancelAsync();
        await Task.WhenAll(flood);

        Assert.True(meanwhile < Messages, $"{Messages} messages took as long as {meanwhile} sign-ins.");
        Assert.Equal(Messages, (await api.MessagesAsync(boris, chat)).Count);
        Assert.DoesNotContain(answers.All, answer => (int)answer.Status is >= 500 and not 503);
    }

    private static int Hashed(Received<NativeAnswer> answers) => answers.All.Count(answer => answer.Status != HttpStatusCode.ServiceUnavailable);

    private static async Task SignInAsync(NativeApi api, string path, int place, Received<NativeAnswer> answers, CancellationToken enough)
    {
        try
        {
            answers.Add(await api.PostAsync(path, null, new { email = $"nobody{place}@example.com", password = "not the right one", display_name = "Nobody" }, enough));
        }
        catch (OperationCanceledException)
        {
            // left before it was this one's turn
        }
    }
}
