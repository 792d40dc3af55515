using Haggle.Core.Messages;

namespace Haggle.Server.Hosting;

/// <summary>Core's verbs as services. Core itself knows no container, so it is asked which verbs it has.</summary>
internal static class CoreVerbs
{
    /// <summary>A verb is made of nothing but ports, limits, the clock and other verbs, and keeps no state: one of each serves all.</summary>
    public static IServiceCollection AddCoreVerbs(this IServiceCollection services)
    {
        foreach (var verb in typeof(SendMessage).Assembly.GetExportedTypes().Where(IsVerb))
            services.AddSingleton(verb);
        return services;
    }

    private static bool IsVerb(Type type)
        => type is { IsClass: true, IsSealed: true }
            && type.GetConstructors() is [var only]
            && only.GetParameters() is { Length: > 0 } parts
            && parts.All(part => IsPart(part.ParameterType, type.Assembly));

    private static bool IsPart(Type part, System.Reflection.Assembly core)
        => part == typeof(TimeProvider)
            || (part.Assembly == core && (part.IsInterface || part.Name.EndsWith("Limits", StringComparison.Ordinal) || IsVerb(part)));
}
