namespace Haggle.Core.Outbox;

/// <summary>What another system is to be told, in that system's own words. It leaves at least once, and only if the change it tells of was stored.</summary>
/// <param name="Exchange">Where it goes: the name of a topic exchange, up to 127 characters.</param>
/// <param name="RoutingKey">What it is about: words between dots, up to 255 bytes.</param>
/// <param name="Body">A JSON object as text.</param>
public sealed record OutgoingEvent(string Exchange, string RoutingKey, string Body);

/// <summary>One that waits in the outbox.</summary>
/// <param name="Id">Its place: those of one chat leave in the order of the chat's changes.</param>
public sealed record WaitingEvent(long Id, OutgoingEvent Event);
