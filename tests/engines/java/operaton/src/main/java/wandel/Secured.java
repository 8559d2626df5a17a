package wandel;

import org.operaton.bpm.engine.rest.security.auth.ProcessEngineAuthenticationFilter;
import org.operaton.bpm.engine.rest.security.auth.impl.HttpBasicAuthenticationProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The engine's own filter, which asks for a name and a password: only with --wandel.secured=true. */
@Configuration
@ConditionalOnProperty("wandel.secured")
class Secured {
  @Bean
  FilterRegistrationBean<ProcessEngineAuthenticationFilter> authentication() {
    var filter = new FilterRegistrationBean<>(new ProcessEngineAuthenticationFilter());
    filter.addInitParameter("authentication-provider", HttpBasicAuthenticationProvider.class.getName());
    filter.addUrlPatterns("/engine-rest/*");
    filter.setAsyncSupported(true);
    return filter;
  }
}
