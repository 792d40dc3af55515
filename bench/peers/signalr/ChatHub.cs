using System.Globalization;
using Microsoft.AspNetCore.SignalR;

namespace Haggle.Bench.SignalR;

/// <summary>The chat and its member come in the query: <c>/chat?user=1&amp;chat=7</c>.</summary>
internal sealed class ChatHub(Messages messages) : Hub
{
    private string Chat => Context.GetHttpContext()!.Request.Query["chat"].ToString();
    private long User => long.Parse(Context.GetHttpContext()!.Request.Query["user"].ToString(), CultureInfo.InvariantCulture);

    public override async Task OnConnectedAsync()
    {
        await Groups.AddToGroupAsync(Context.ConnectionId, Chat);
        await Clients.Caller.SendAsync("joined", Chat);
    }

    /// <returns>The message's id, once it is stored and the group has been told.</returns>
    public async Task<long> Send(string clientId, string text)
    {
        var message = await messages.AddAsync(long.Parse(Chat, CultureInfo.InvariantCulture), User, clientId, text);
        await Clients.Group(Chat).SendAsync("message", message);
        return message.Id;
    }
}
