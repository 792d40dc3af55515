namespace Haggle.Dialects.Native.OpenApi;

/// <summary>The names of shapes in the API's description, which generated clients call their types by.</summary>
internal static class SchemaNames
{
    private const string Suffix = "Json";

    /// <summary><c>ChatJson</c> is <c>Chat</c>, <c>ListJson&lt;ChatJson&gt;</c> is <c>ChatList</c>; null for what is no shape of ours and stands where it is used.</summary>
    public static string? Of(Type type)
    {
        if (!type.IsGenericType)
            return type.Name.EndsWith(Suffix, StringComparison.Ordinal) && type.Namespace?.StartsWith("Haggle.", StringComparison.Ordinal) == true && type.Name != "RawJson"
                ? type.Name[..^Suffix.Length]
                : null;
        var name = type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)];
        return name.EndsWith(Suffix, StringComparison.Ordinal) && Of(type.GetGenericArguments()[0]) is { } inner ? inner + name[..^Suffix.Length] : null;
    }
}
