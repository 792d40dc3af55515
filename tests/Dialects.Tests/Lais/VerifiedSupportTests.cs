using Haggle.Dialects.Tests.Native;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.Lais;

/// <summary>Who comes as support where nobody's word is taken. Source: contracts/lais.md, "Support".</summary>
public sealed class VerifiedSupportTests(VerifiedServer server) : LaisRoutes(server)
{
    [Fact]
    public async Task A_moderator_who_was_invited_reads_hears_and_writes_until_it_leaves_and_nobody_else_comes()
    {
        var (buyer, seller, moderator, stranger) = (Number(), Number(), Number(), Number());
        (await CallAsync(HttpMethod.Put, $"~/api/v1/people/{moderator}", new { display_name = "Sveta", role = "moderator" }, ("X-Api-Key", ServerKey))).Is(201);
        var chat = (await CallAsync(HttpMethod.Post, "/chats", new { iphone_id = Number(), seller_id = seller, buyer_id = $"{buyer}" }, Of(buyer))).Is(200).Id;

        (await CallAsync(HttpMethod.Get, $"/chats/{chat}/messages", null, Of(moderator))).Is(403);
        (await CallAsync(HttpMethod.Post, $"/chats/{chat}/invite-support?user_id={stranger}", null, Of(stranger))).Is(403);
        (await CallAsync(HttpMethod.Post, $"/chats/{chat}/invite-support?user_id={buyer}", null, Of(seller))).Is(403);
        (await CallAsync(HttpMethod.Post, $"/chats/{chat}/invite-support?user_id={buyer}", null, Of(buyer))).Is(200);
        foreach (var nobody in new[] { buyer, seller, stranger })
        {
            (await CallAsync(HttpMethod.Get, "/chats/support/pending", null, Of(nobody))).Is(403);
            (await CallAsync(HttpMethod.Post, $"/chats/{chat}/join-support?support_user_id={nobody}", null, Of(nobody))).Is(403);
            (await CallAsync(HttpMethod.Post, $"/chats/{chat}/join-support?support_user_id={moderator}", null, Of(nobody))).Is(403);
        }
        foreach (var proof in new[] { Of(moderator), ("X-Api-Key", ServerKey) })
            Assert.Contains(chat, (await CallAsync(HttpMethod.Get, "/chats/support/pending", null, proof)).Is(200).Body.EnumerateArray().Select(one => one.GetProperty("id").GetInt64()));

        (await CallAsync(HttpMethod.Post, $"/chats/{chat}/join-support?support_user_id={moderator}", null, Of(moderator))).Is(200);
        Assert.Equal(2, (await CallAsync(HttpMethod.Get, $"/chats/{chat}/messages", null, Of(moderator))).Is(200).Body.GetArrayLength());
        await using var page = await ConnectAsync(chat, $"{buyer}", Of(buyer));
        await using var desk = await ConnectAsync(chat, $"{moderator}", Of(moderator));
        await desk.SayAsync(new { type = "message", message_text = "How may I help?" });
        var heard = (await MessageAsync(page, "How may I help?")).GetProperty("message");
        Assert.Equal(($"{moderator}", true), (heard.GetProperty("sender_id").GetString(), heard.GetProperty("sender_is_registered").GetBoolean()));
        (await CallAsync(HttpMethod.Post, $"/chats/{chat}/hide?user_id={moderator}", null, Of(moderator))).Is(403);
        (await CallAsync(HttpMethod.Post, $"/chats/{chat}/leave-support?support_user_id={moderator}", null, Of(buyer))).Is(403);

        (await CallAsync(HttpMethod.Post, $"/chats/{chat}/leave-support?support_user_id={moderator}", null, Of(moderator))).Is(200);
        Assert.Equal(1008, await desk.ClosedAsync());
        (await CallAsync(HttpMethod.Get, $"/chats/{chat}/messages", null, Of(moderator))).Is(403);
        (await CallAsync(HttpMethod.Post, $"/chats/{chat}/messages", new { message_text = "one more thing", sender_id = $"{moderator}" }, Of(moderator))).Is(403);
        await using var refused = await ConnectAsync(chat, $"{moderator}", Of(moderator));
        Assert.Equal(1008, await refused.ClosedAsync());
    }

    private (string Name, string Value) Of(int user) => ("Authorization", $"Bearer {SiteToken.Of(server.MarketplaceSecret, user)}");
}
