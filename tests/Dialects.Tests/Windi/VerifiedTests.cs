using Haggle.Dialects.Tests.Native;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.Windi;

/// <summary>The socket where nobody's word is taken. Source: contracts/windi.md, 5.1.</summary>
public sealed class VerifiedTests(VerifiedServer server) : WindiRoutes(server)
{
    [Fact]
    public async Task A_bare_id_is_refused()
    {
        var anna = await RegisterAsync("Anna");
        Assert.Equal(403, await JsonSocket.RefusedAsync(Address, $"{Door}/ws/chat?user_id={anna.Id}"));
    }

    [Fact]
    public async Task A_token_in_the_query_or_the_header_opens_the_own_socket_and_no_other()
    {
        var (anna, ivan) = (await RegisterAsync("Anna"), await RegisterAsync("Ivan"));
        await using var query = await JsonSocket.ConnectAsync(Address, $"{Door}/ws/chat?user_id={anna.Id}&token={anna.Token}");
        await using var header = await JsonSocket.ConnectAsync(Address, $"{Door}/ws/chat?user_id={anna.Id}", ("Authorization", $"Bearer {anna.Token}"));
        Assert.Equal(403, await JsonSocket.RefusedAsync(Address, $"{Door}/ws/chat?user_id={ivan.Id}&token={anna.Token}"));
    }

    [Fact]
    public async Task A_browser_that_signed_in_on_the_same_site_brings_its_proof_by_itself()
    {
        var anna = await RegisterAsync("Anna");
        var cookie = Assert.Single((await LoginAsync(anna.Email, Password)).Is(200).Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"path={Door}/ws/chat", cookie, StringComparison.OrdinalIgnoreCase);
        var pair = cookie.Split(';')[0];
        await using var page = await JsonSocket.ConnectAsync(Address, $"{Door}/ws/chat?user_id={anna.Id}", ("Cookie", pair), ("Origin", Address.GetLeftPart(UriPartial.Authority)));
        Assert.Equal(403, await JsonSocket.RefusedAsync(Address, $"{Door}/ws/chat?user_id={anna.Id}", ("Cookie", pair), ("Origin", "https://evil.example")));
    }
}
