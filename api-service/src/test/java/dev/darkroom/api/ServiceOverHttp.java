package dev.darkroom.api;

import dev.darkroom.api.ApiClient.Owner;
import dev.darkroom.testkit.RealParts;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/// The whole service over HTTP, with a real database and without a broker: that is how far acceptance needs to go.
@RealParts(kafka = false)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
abstract class ServiceOverHttp {

    static final String FOX = "{\"prompt\":\"a red fox in the snow\"}";

    @LocalServerPort
    int port;

    @Autowired
    JdbcTemplate jdbc;

    ApiClient api;
    Owner ann;
    Generations generations;

    @BeforeEach
    void anOwner() {
        api = new ApiClient(port);
        ann = api.newOwner();
        generations = new Generations(jdbc);
    }
}
