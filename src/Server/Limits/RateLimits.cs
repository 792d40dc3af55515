using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Haggle.Core;
using Haggle.Core.Limits;
using Haggle.Core.People;
using Haggle.Realtime.Metrics;
using Haggle.Server.Settings;

namespace Haggle.Server.Limits;

/// <summary>The allowances of contracts/messenger.md, B6. A setting of 0 switches one off.</summary>
/// <remarks>Decided here and at once; where there are other nodes, what was spent there is learnt a moment later, see <see cref="SharedLimits"/>.</remarks>
internal sealed class RateLimits(ServerSettings settings, TimeProvider clock) : IRateLimits
{
    private const int YoungBurst = 30;
    private const int Vouched = 60;
    private const int VouchedBurst = 15;
    private const int Crowd = 10;

    private static readonly TimeSpan YoungAge = TimeSpan.FromDays(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Allowance? messages = Of(settings.MessagesPerSecond, Second, 6);
    private readonly Allowance? vouchedMessages = Of(settings.MessagesPerSecond, Second, VouchedBurst);
    private readonly Allowance? youngMessages = settings.MessagesPerSecond == 0
        ? null
        : new Allowance(settings.MessagesPerSecond, 3 * Second, Math.Min(YoungBurst, 6 * settings.MessagesPerSecond));
    private readonly Allowance? chats = Of(settings.ChatsPerMinute, Minute, 1);
    private readonly Allowance? vouchedChats = Of(settings.ChatsPerMinute * Vouched, Minute, 1);
    private readonly Allowance? signIns = Of(settings.AuthPerMinute, Minute, 1);
    private readonly Allowance? requests = Of(settings.RequestsPerSecond, Second, 3);
    private readonly Allowance? crowds = Of(settings.RequestsPerSecond * Crowd, Second, 3);
    private readonly Allowance? looks = Of(10 * settings.RequestsPerSecond, Second, 3);

    private readonly AllowanceStore<PersonId> messagesOf = new(clock, Shared(settings, "messages"));
    private readonly AllowanceStore<PersonId> chatsOf = new(clock, Shared(settings, "chats"));
    private readonly AllowanceStore<UInt128> signInsFrom = new(clock, Shared(settings, "sign_ins"));
    private readonly AllowanceStore<UInt128> requestsFrom = new(clock, Shared(settings, "requests"));
    private readonly AllowanceStore<UInt128> crowdsFrom = new(clock, Shared(settings, "crowds"));
    private readonly AllowanceStore<UInt128> looksFrom = new(clock, Shared(settings, "looks"));

    /// <summary>What other nodes have to know of.</summary>
    public IReadOnlyList<ISpending> Spending => [messagesOf, chatsOf, signInsFrom, requestsFrom, crowdsFrom, looksFrom];

    public Refusal? TakeMessage(Person person, bool isVouchedFor = false)
        => Take(messagesOf, person.Id, isVouchedFor ? vouchedMessages : MessagesOf(person), "messages");

    public Refusal? TakeChat(Person person, bool isVouchedFor = false) => Take(chatsOf, person.Id, isVouchedFor ? vouchedChats : chats, "chats");

    public Refusal? TakeSignIn(IPAddress address) => Take(signInsFrom, NetworkOf(address), signIns, "sign_ins");

    public Refusal? TakeRequest(IPAddress address, bool isCrowd = false)
        => isCrowd ? Take(crowdsFrom, NetworkOf(address), crowds, "requests") : Take(requestsFrom, NetworkOf(address), requests, "requests");

    public Refusal? TakeLook(IPAddress address) => Take(looksFrom, NetworkOf(address), looks, "requests");

    /// <summary>Whom a marketplace sends is nobody who has just registered here, however new to us.</summary>
    private Allowance? MessagesOf(Person person)
        => person.Kind == PersonKind.Account && person.ExternalId != person.Id.ToString() ? vouchedMessages
            : clock.GetUtcNow() - person.CreatedAt < YoungAge ? youngMessages
            : messages;

    private static string? Shared(ServerSettings settings, string name) => settings.Redis is null ? null : name;

    private static Allowance? Of(int rate, TimeSpan period, int burst) => rate == 0 ? null : new Allowance(rate, period, rate * burst);

    private static Refusal? Take<TKey>(AllowanceStore<TKey> store, TKey key, Allowance? allowance, string subject)
        where TKey : notnull
    {
        if (allowance is not { } given || store.Take(key, given) is not { } wait)
            return null;
        LimitMetrics.Refused(subject);
        return Refusal.TooFast(subject, wait);
    }

    /// <summary>An IPv6 customer has a whole /64: its addresses count as one.</summary>
    private static UInt128 NetworkOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var written);
        var number = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return address.AddressFamily == AddressFamily.InterNetworkV6 && written == 16 ? number & ~(UInt128)ulong.MaxValue | 1 : number;
    }
}
