using Haggle.Core.Listings;

namespace Haggle.Core.Chats;

/// <summary>What a line of the server says, as data: named values in their order. The store writes them down as a JSON object.</summary>
/// <param name="Values">Each a text, a whole number, several of these, a <see cref="Money"/>, or null.</param>
public sealed record SystemFact(IReadOnlyList<(string Name, object? Value)> Values);
