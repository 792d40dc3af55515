using System.Net;

namespace Haggle.Core.People;

/// <summary>Where somebody signs in from, for the limits and so that people recognise their own sign-ins.</summary>
/// <param name="Address">The client's address behind trusted proxies; null when the connection has none.</param>
/// <param name="UserAgent">As the client said, cut to 256 characters.</param>
/// <param name="Name">The client's own word for the device, cut to 64 characters.</param>
public sealed record Device(IPAddress? Address, string? UserAgent, string? Name);
