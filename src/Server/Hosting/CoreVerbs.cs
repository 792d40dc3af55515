using System.Reflection;
using Haggle.Core.Messages;

namespace Haggle.Server.Hosting;

/// <summary>Core's verbs as services. Core itself knows no container, so it is asked which verbs it has.</summary>
internal static class CoreVerbs
{
    /// <summary>A verb is a sealed class with a method <c>Run…</c>; it keeps no state of its own.</summary>
    public static IServiceCollection AddCoreVerbs(this IServiceCollection services)
    {
        foreach (var verb in typeof(SendMessage).Assembly.GetExportedTypes().Where(IsVerb))
            services.AddSingleton(verb);
        return services;
    }

    private static bool IsVerb(Type type)
        => type is { IsClass: true, IsSealed: true, IsAbstract: false }
            && type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Any(method => method.Name.StartsWith("Run", StringComparison.Ordinal));
}
