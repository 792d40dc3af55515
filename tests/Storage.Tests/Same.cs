using System.Text.Encodings.Web;
using System.Text.Json;

namespace Haggle.Storage.Tests;

/// <summary>Compares by content: records with lists in them are equal only to themselves otherwise.</summary>
internal static class Same
{
    private static readonly JsonSerializerOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void As<T>(T expected, T actual) => Assert.Equal(Text(expected), Text(actual));

    public static string Text<T>(T value) => JsonSerializer.Serialize(value, Form);
}
